package io.freehold.bootstrap.client;

import io.freehold.application.port.Signer;
import io.freehold.domain.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/// Writes Web3Signed headers (§4.1.9.1) with somebody's key.
public final class RequestSigner {
  private static final long LIFETIME_SECONDS = 300;

  private final Signer signer;
  private final InstantSource clock;
  private final Optional<String> grantId;

  public RequestSigner(Signer signer, InstantSource clock) {
    this(signer, clock, Optional.empty());
  }

  private RequestSigner(Signer signer, InstantSource clock, Optional<String> grantId) {
    this.signer = signer;
    this.clock = clock;
    this.grantId = grantId;
  }

  public RequestSigner withGrant(String id) {
    return new RequestSigner(signer, clock, Optional.of(id));
  }

  /// The value of the Authorization header for one request.
  public String header(String origin, String method, String uri, byte[] body) {
    long now = clock.instant().getEpochSecond();
    String grant = grantId.map(id -> ",\"grantId\":\"" + id + "\"").orElse("");
    String claims =
        "{\"aud\":\"%s\",\"bodyHash\":\"sha256:%s\",\"exp\":%d%s,\"iat\":%d,\"method\":\"%s\",\"uri\":\"%s\"}"
            .formatted(origin, Sha256.hex(body), now + LIFETIME_SECONDS, grant, now, method, uri);
    String signedText =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return "Web3Signed " + signedText + "." + signer.sign(signedText).value();
  }
}
