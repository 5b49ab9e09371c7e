package io.freehold.domain.blob;

import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Origin;

/// The proof that a request may act upon the blobs of one owner: the owner signed it, or a server
/// that the owner registered.
///
/// @param audience the name of the storage that the request was signed for
public record BlobPermit(Address owner, Address signer, Origin audience) {

  public void mustCover(Address otherOwner) {
    if (!owner.equals(otherOwner)) {
      throw new Problem.SignerNotAllowed(signer, otherOwner).asException();
    }
  }
}
