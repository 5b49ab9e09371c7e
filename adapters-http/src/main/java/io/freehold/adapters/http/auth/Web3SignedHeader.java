package io.freehold.adapters.http.auth;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;

import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.adapters.http.json.StrictJson;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.SignedRequest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads `Web3Signed <base64url(json)>.<signature>` (§4.1.9.1). There is one spelling for each
/// signed request: no padding, no second alphabet, no spare bits, no name twice (threat T7).
final class Web3SignedHeader {
  static final String SCHEME = "Web3Signed ";

  private static final int CHARACTERS_MAX = 8 << 10;
  private static final StrictJson READER = StrictJson.ofDepth(8);

  private Web3SignedHeader() {}

  static SignedRequest parse(String header) {
    if (!header.startsWith(SCHEME)) {
      throw refused("Missing Web3Signed prefix");
    }
    int dot = header.indexOf('.');
    if (dot < 0 || header.indexOf('.', dot + 1) >= 0 || header.length() > CHARACTERS_MAX) {
      throw refused("Invalid header format");
    }
    String signedText = header.substring(SCHEME.length(), dot);
    Signature signature = signature(header.substring(dot + 1));
    return claims(payload(decoded(signedText)), signedText, signature);
  }

  private static Signature signature(String text) {
    try {
      return new Signature(text);
    } catch (IllegalArgumentException e) {
      throw refused("Invalid signature format");
    }
  }

  private static byte[] decoded(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      if (again.equals(text) && bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw refused("Invalid payload encoding");
    }
    throw refused("Invalid payload encoding");
  }

  private static JsonMembers payload(byte[] json) {
    return orRefused("Invalid payload shape", () -> READER.members(json));
  }

  private static SignedRequest claims(JsonMembers payload, String signedText, Signature signature) {
    Optional<GrantId> grantId = grantId(payload);
    return orRefused(
        "Invalid payload claims",
        () ->
            new SignedRequest(
                payload.text("aud"),
                payload.text("method"),
                payload.text("uri"),
                payload.text("bodyHash"),
                payload.number("iat").orElseThrow(() -> refused("Invalid payload claims")),
                payload.number("exp").orElseThrow(() -> refused("Invalid payload claims")),
                grantId,
                signedText,
                signature));
  }

  private static Optional<GrantId> grantId(JsonMembers payload) {
    if (!payload.names("grantId")) {
      return Optional.empty();
    }
    return Optional.of(
        orRefused("Invalid grantId claim", () -> payload.parsed("grantId", GrantId::new)));
  }

  private static <T> T orRefused(String reason, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ProblemException e) {
      throw refused(reason);
    }
  }

  private static RuntimeException refused(String reason) {
    return Problem.unauthorized(INVALID_SIGNATURE, reason).asException();
  }
}
