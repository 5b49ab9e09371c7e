package io.freehold.adapters.http.auth;

import io.freehold.domain.Address;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.SignedRequest;
import java.util.Optional;

/// Who sent a request, and what was signed about its body.
///
/// @param caller of the personal server
/// @param permit of the storage role
/// @param signer of a request to the relay
/// @param signed the claims; empty for a bearer token, which says nothing about bodies
public record Proof(
    Optional<Caller> caller,
    Optional<BlobPermit> permit,
    Optional<Address> signer,
    Optional<SignedRequest> signed) {

  public Proof(Caller caller, Optional<SignedRequest> signed) {
    this(Optional.of(caller), Optional.empty(), Optional.empty(), signed);
  }

  public Proof(BlobPermit permit, SignedRequest signed) {
    this(Optional.empty(), Optional.of(permit), Optional.empty(), Optional.of(signed));
  }

  public Proof(Address signer, SignedRequest signed) {
    this(Optional.empty(), Optional.empty(), Optional.of(signer), Optional.of(signed));
  }

  /// Refuses a body that is not the signed one.
  public void mustCover(byte[] body) {
    if (body.length > 0) {
      signed.ifPresent(claims -> claims.mustMatchBody(BodyHash.spellings(body, claims.bodyHash())));
    }
  }

  /// Refuses a body whose hash, and whose canonical form, is not the signed one.
  public void mustCover(byte[] body, String sha256) {
    signed.ifPresent(
        claims -> claims.mustMatchBody(BodyHash.spellings(body, sha256, claims.bodyHash())));
  }

  /// Refuses a body whose hash is not the signed one.
  public void mustCover(String sha256) {
    signed.ifPresent(claims -> claims.mustMatchBody(BodyHash.spellings(sha256)));
  }

  /// Whether a body of this size may be signed by its canonical form, which takes the whole of it.
  public boolean mayNeedTheWhole(long bodyBytes) {
    return signed
        .filter(claims -> BodyHash.mayBeCanonical(bodyBytes, claims.bodyHash()))
        .isPresent();
  }
}
