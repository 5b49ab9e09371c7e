package io.freehold.adapters.http.auth;

import io.freehold.adapters.http.Head;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.SignedRequest;

/// Knows callers of the storage role by their signed request, and for whom they act by the owner in
/// its path. There is no other credential.
public final class BlobAuthentication implements Authenticator {
  private final Admitting admitting;

  /// Says whether a signed request may act upon an owner's blobs.
  @FunctionalInterface
  public interface Admitting {
    BlobPermit admit(SignedRequest signed, ReceivedRequest received, Address owner);
  }

  public BlobAuthentication(Admitting admitting) {
    this.admitting = admitting;
  }

  @Override
  public Proof prove(Head head) {
    SignedRequest signed =
        Web3SignedHeader.parse(
            Authentication.only(
                head.headers("Authorization"),
                "No Authorization header; sign the request (Web3Signed) as the owner, or as a server"
                    + " of the owner"));
    return new Proof(admitting.admit(signed, head.received(), owner(head)), signed);
  }

  private static Address owner(Head head) {
    try {
      return new Address(String.valueOf(head.path().get("owner")));
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(Subject.PATH, String.valueOf(e.getMessage())).asException(e);
    }
  }
}
