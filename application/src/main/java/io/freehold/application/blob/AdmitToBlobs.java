package io.freehold.application.blob;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;

import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.ServedOwners;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.SignedRequest;
import io.freehold.domain.identity.SignedRequestRules;
import java.util.function.Supplier;

/// Finds out whether a signed request may act upon an owner's blobs (§4.1.7.1): the owner may, and
/// the servers the owner registered.
public final class AdmitToBlobs {
  private final Supplier<SignedRequestRules> rules;
  private final Signatures signatures;
  private final ServerRegistry servers;
  private final OwnerRecord ownerRecord;
  private final ServedOwners served;

  /// @param rules asked at every request: the audiences are known once the storage listens
  public AdmitToBlobs(
      Supplier<SignedRequestRules> rules,
      Signatures signatures,
      ServerRegistry servers,
      OwnerRecord ownerRecord,
      ServedOwners served) {
    this.rules = rules;
    this.signatures = signatures;
    this.servers = servers;
    this.ownerRecord = ownerRecord;
    this.served = served;
  }

  public BlobPermit admit(SignedRequest signed, ReceivedRequest received, Address owner) {
    signed.mustMatch(received, rules.get());
    Address signer =
        signatures
            .signerOf(signed.signedText(), signed.signature())
            .orElseThrow(() ->
                Problem.unauthorized(INVALID_SIGNATURE, "Signature recovery failed").asException());
    if (!mayActFor(signer, owner)) {
      throw new Problem.SignerNotAllowed(signer, owner).asException();
    }
    return new BlobPermit(owner, signer, new Origin(signed.audience()));
  }

  /// The gateway is asked last, and only about owners who are served here.
  private boolean mayActFor(Address signer, Address owner) {
    return served.include(owner, ownerRecord.find())
        && (signer.equals(owner) || servers.isRegistered(signer, owner));
  }
}
