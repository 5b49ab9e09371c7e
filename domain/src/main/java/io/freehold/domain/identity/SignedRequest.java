package io.freehold.domain.identity;

import static io.freehold.domain.Problem.AuthFailure.EXPIRED_TOKEN;
import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;

import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The claims of a Web3Signed header (§4.1.9.1), not yet known to be anybody's.
///
/// @param audience the origin the request is meant for
/// @param uri path and query, or path
/// @param bodyHash of the body, in one of three dialects; see `mustMatchBody`
/// @param issuedAt seconds since 1970
/// @param expiresAt seconds since 1970
/// @param signedText the base64url text the signature covers, exactly as received
public record SignedRequest(
    String audience,
    String method,
    String uri,
    String bodyHash,
    long issuedAt,
    long expiresAt,
    Optional<GrantId> grantId,
    String signedText,
    Signature signature) {
  private static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final Set<String> NO_BODY = Set.of("", EMPTY_SHA256, "sha256:" + EMPTY_SHA256);

  /// Refuses a request that differs from its claims, or that is not of this time.
  public void mustMatch(ReceivedRequest request, SignedRequestRules rules) {
    if (rules.audiences().stream().noneMatch(this::isMeantFor)) {
      throw mismatch(
          "Audience",
          rules.audiences().stream().map(Origin::value).sorted().toList().toString(),
          audience);
    }
    if (!method.equals(request.method())) {
      throw mismatch("Method", request.method(), method);
    }
    if (!isSignedFor(request.target(), rules)) {
      throw mismatch("URI", request.target().raw(), uri);
    }
    if (!request.hasBody() && !NO_BODY.contains(bodyHash)) {
      throw mismatch("Body hash", "", bodyHash);
    }
    mustBeOfThisTime(request, rules);
  }

  /// Refuses a body that is not the signed one. Clients write its hash as `sha256:` and hexadecimal
  /// digits of the raw bytes, as the digits alone, or as the digits of the canonical JSON.
  ///
  /// @param accepted every spelling that stands for the body that was received
  public void mustMatchBody(Set<String> accepted) {
    if (!accepted.contains(bodyHash)) {
      throw mismatch(
          "Body hash",
          accepted.stream().filter(h -> h.startsWith("sha256:")).findAny().orElse(""),
          bodyHash);
    }
  }

  private boolean isMeantFor(Origin origin) {
    try {
      return new Origin(audience).equals(origin);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isSignedFor(RequestTarget target, SignedRequestRules rules) {
    return uri.equals(target.raw())
        || uri.equals(target.path()) && (rules.pathOnlySelection() || !target.queryMaySelectData());
  }

  private void mustBeOfThisTime(ReceivedRequest request, SignedRequestRules rules) {
    long now = request.receivedAt().getEpochSecond();
    long skew = rules.clockSkewMax().toSeconds();
    if (expiresAt <= issuedAt || issuedAt < expiresAt - rules.lifetimeMax().toSeconds()) {
      throw Problem.unauthorized(
              EXPIRED_TOKEN,
              "exp must be after iat, by at most " + rules.lifetimeMax().toSeconds() + " seconds")
          .asException();
    }
    if (expiresAt < now - skew) {
      throw Problem.unauthorized(EXPIRED_TOKEN, "Token expired").asException();
    }
    if (issuedAt > now + skew) {
      throw Problem.unauthorized(EXPIRED_TOKEN, "Token issued in the future").asException();
    }
    if (rules.asksForSingleUse(request) && issuedAt < rules.startedAt().getEpochSecond()) {
      throw Problem.unauthorized(
              EXPIRED_TOKEN,
              "Signed before this server started; sign the request again (this server cannot tell"
                  + " whether it was used already)")
          .asException();
    }
  }

  /// When it was signed, by the clock of whoever signed it.
  public Instant issued() {
    return Instant.ofEpochSecond(issuedAt);
  }

  /// From when on this request is refused for its age alone, so that its use may be forgotten.
  public Instant uselessAfter(SignedRequestRules rules) {
    return Instant.ofEpochSecond(expiresAt).plus(rules.clockSkewMax()).plusSeconds(1);
  }

  private static RuntimeException mismatch(String what, String expected, String actual) {
    return new Problem.Unauthorized(
            INVALID_SIGNATURE,
            what + " mismatch",
            Map.of("expected", shortened(expected), "actual", shortened(actual)))
        .asException();
  }

  private static String shortened(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "...";
  }
}
