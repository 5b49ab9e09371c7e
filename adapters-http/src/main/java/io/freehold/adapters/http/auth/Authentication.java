package io.freehold.adapters.http.auth;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;
import static io.freehold.domain.Problem.AuthFailure.MISSING_AUTH;

import io.freehold.adapters.http.Head;
import io.freehold.application.identity.AuthenticateCaller;
import io.freehold.application.identity.AuthenticateToken;
import io.freehold.application.port.OwnerRecord;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.identity.SignedRequest;
import java.util.List;
import java.util.Optional;

/// Knows callers of the personal server by the one `Authorization` header they send: a signed
/// request, or a bearer token of the owner.
public final class Authentication implements Authenticator {
  private static final String BEARER = "Bearer ";
  private static final int TOKEN_CHARACTERS_MAX = 256;

  private final AuthenticateCaller authenticateCaller;
  private final AuthenticateToken authenticateToken;
  private final OwnerRecord ownerRecord;

  public Authentication(
      AuthenticateCaller authenticateCaller,
      AuthenticateToken authenticateToken,
      OwnerRecord ownerRecord) {
    this.authenticateCaller = authenticateCaller;
    this.authenticateToken = authenticateToken;
    this.ownerRecord = ownerRecord;
  }

  @Override
  public Proof prove(Head head) {
    String credential = credential(head.headers("Authorization"));
    if (credential.startsWith(BEARER)) {
      return token(credential.substring(BEARER.length()));
    }
    SignedRequest signed = Web3SignedHeader.parse(credential);
    mustHaveAnOwner();
    return new Proof(authenticateCaller.authenticate(signed, head.received()), Optional.of(signed));
  }

  private static String credential(List<String> headers) {
    return only(
        headers,
        "No Authorization header; sign the request (Web3Signed) or send an owner token (Bearer)");
  }

  /// The one header there is.
  ///
  /// @param missing what to tell somebody who sent none
  static String only(List<String> headers, String missing) {
    if (headers.isEmpty()) {
      throw Problem.unauthorized(MISSING_AUTH, missing).asException();
    }
    if (headers.size() > 1) {
      throw Problem.unauthorized(INVALID_SIGNATURE, "Invalid header format").asException();
    }
    return headers.getFirst();
  }

  private Proof token(String text) {
    if (text.length() > TOKEN_CHARACTERS_MAX) {
      throw Problem.unauthorized(INVALID_SIGNATURE, "Invalid header format").asException();
    }
    mustHaveAnOwner();
    return new Proof(authenticateToken.authenticate(new Secret(text)), Optional.empty());
  }

  private void mustHaveAnOwner() {
    if (ownerRecord.find().isEmpty()) {
      throw new Problem.OwnerUnknown().asException();
    }
  }
}
