package io.freehold.adapters.chain.connect;

import io.freehold.domain.Sha256;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.TextSigner;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/// Signs calls to one service as Web3Signed (§4.1.9.1), each for one method, path and body.
final class SignedCalls {
  private static final int LIFETIME_SECONDS = 300;
  private static final int SHORTER_SECONDS = 240;

  private final Origin service;
  private final TextSigner signer;
  private final InstantSource clock;
  private final AtomicInteger calls = new AtomicInteger();

  SignedCalls(Origin service, TextSigner signer, InstantSource clock) {
    this.service = service;
    this.signer = signer;
    this.clock = clock;
  }

  /// The `Authorization` header.
  ///
  /// @param uri path and query; nothing in it needs escaping in JSON
  String authorization(String method, String uri, String body) {
    long now = clock.instant().getEpochSecond();
    String claims =
        "{\"aud\":\"%s\",\"bodyHash\":\"sha256:%s\",\"exp\":%d,\"iat\":%d,\"method\":\"%s\",\"uri\":\"%s\"}"
            .formatted(
                service.value(), Sha256.hex(body), now + lifetimeSeconds(), now, method, uri);
    String signedText =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return "Web3Signed " + signedText + "." + signer.sign(signedText).value();
  }

  /// A service takes a signature for one write only, and what is signed has no finer time than
  /// seconds: two equal calls in a second live for different times, so that they are two.
  private int lifetimeSeconds() {
    return LIFETIME_SECONDS - Math.floorMod(calls.getAndIncrement(), SHORTER_SECONDS);
  }
}
