package io.freehold.adapters.storage.vana;

import io.freehold.adapters.storage.http.Request;
import io.freehold.application.port.Signer;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.storage.Spooled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/// Signs requests to one service as Web3Signed (§4.1.9.1), each for one method, path and body.
final class SignedRequests {
  private static final int LIFETIME_SECONDS = 300;
  private static final int SHORTER_SECONDS = 240;
  private static final String HASH_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final Origin service;
  private final Signer signer;
  private final InstantSource clock;
  private final AtomicInteger requests = new AtomicInteger();

  SignedRequests(Origin service, Signer signer, InstantSource clock) {
    this.service = service;
    this.signer = signer;
    this.clock = clock;
  }

  URI target(String path) {
    return URI.create(service.value() + path);
  }

  Request signed(Request request) {
    long now = clock.instant().getEpochSecond();
    String claims =
        "{\"aud\":\"%s\",\"bodyHash\":\"sha256:%s\",\"exp\":%d,\"iat\":%d,\"method\":\"%s\",\"uri\":\"%s\"}"
            .formatted(
                service.value(),
                request.body().blob().map(Spooled::sha256).orElse(HASH_OF_NOTHING),
                now + lifetimeSeconds(),
                now,
                request.method(),
                uri(request.target()));
    String signedText =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return request.with(
        "authorization", "Web3Signed " + signedText + "." + signer.sign(signedText).value());
  }

  private static String uri(URI target) {
    return target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
  }

  /// A service takes a signature for one write only, and what is signed has no finer time than
  /// seconds: two equal requests in a second live for different times, so that they are two.
  private int lifetimeSeconds() {
    return LIFETIME_SECONDS - Math.floorMod(requests.getAndIncrement(), SHORTER_SECONDS);
  }
}
