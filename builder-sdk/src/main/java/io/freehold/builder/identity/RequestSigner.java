package io.freehold.builder.identity;

import io.freehold.builder.json.CanonicalJson;
import io.freehold.builder.json.Json;
import io.freehold.domain.GrantId;
import io.freehold.domain.identity.Origin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// Writes the `Authorization: Web3Signed` header of a request (§4.1.9.1), for any HTTP client.
///
/// ```java
/// RequestSigner signer = new RequestSigner(key, InstantSource.system()).withGrant(grantId);
/// URI uri = URI.create("https://ps.example.com/v1/data/instagram.profile");
/// var request =
///     HttpRequest.newBuilder(uri).header("Authorization", signer.authorization("GET", uri)).build();
/// ```
///
/// Sign right before sending: a header is good for five minutes, and for a write only once.
public final class RequestSigner {
  /// As all clients of the protocol have it.
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final byte[] NO_BODY = new byte[0];

  private final BuilderKey key;
  private final InstantSource clock;
  private final BodyHash bodyHash;
  private final Optional<GrantId> grant;
  private final Optional<Origin> audience;

  public RequestSigner(BuilderKey key, InstantSource clock) {
    this(key, clock, BodyHash.BYTES, Optional.empty(), Optional.empty());
  }

  private RequestSigner(
      BuilderKey key,
      InstantSource clock,
      BodyHash bodyHash,
      Optional<GrantId> grant,
      Optional<Origin> audience) {
    this.key = key;
    this.clock = clock;
    this.bodyHash = bodyHash;
    this.grant = grant;
    this.audience = audience;
  }

  /// The same signer, naming a grant: a read of data needs one.
  public RequestSigner withGrant(GrantId id) {
    return new RequestSigner(key, clock, bodyHash, Optional.of(id), audience);
  }

  /// The same signer, naming bodies in another form.
  public RequestSigner withBodyHash(BodyHash form) {
    return new RequestSigner(key, clock, form, grant, audience);
  }

  /// The same signer, for a server that goes by another origin than the one it is reached at.
  public RequestSigner withAudience(Origin origin) {
    return new RequestSigner(key, clock, bodyHash, grant, Optional.of(origin));
  }

  /// The header of a request without a body.
  public String authorization(String method, URI uri) {
    return authorization(method, uri, NO_BODY);
  }

  /// The header of a request with exactly these bytes as its body.
  public String authorization(String method, URI uri, byte[] body) {
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims(method, uri, body).getBytes(StandardCharsets.UTF_8));
    return "Web3Signed " + payload + "." + key.sign(payload);
  }

  private String claims(String method, URI uri, byte[] body) {
    long now = clock.instant().getEpochSecond();
    Json.Members claims =
        Json.EMPTY
            .with("aud", audience.orElseGet(() -> originOf(uri)).value())
            .with("bodyHash", bodyHash.of(body))
            .with("exp", new Json.Number(Long.toString(now + LIFETIME.toSeconds())))
            .with("iat", new Json.Number(Long.toString(now)))
            .with("method", method.toUpperCase(Locale.ROOT))
            .with("uri", targetOf(uri));
    return CanonicalJson.of(grant.map(id -> claims.with("grantId", id.value())).orElse(claims));
  }

  private static Origin originOf(URI uri) {
    return new Origin(uri.getScheme() + "://" + uri.getRawAuthority());
  }

  /// Path and query exactly as they are sent, undecoded.
  private static String targetOf(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
