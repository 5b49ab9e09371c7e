package io.freehold.adapters.http.auth;

import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.SignedRequest;
import java.util.Optional;

/// Who sent a request, and what was signed about its body.
///
/// @param signed the claims; empty for a bearer token, which says nothing about bodies
public record Proof(Caller caller, Optional<SignedRequest> signed) {

  /// Refuses a body that is not the signed one.
  public void mustCover(byte[] body) {
    if (body.length > 0) {
      signed.ifPresent(claims -> claims.mustMatchBody(BodyHash.spellings(body, claims.bodyHash())));
    }
  }
}
