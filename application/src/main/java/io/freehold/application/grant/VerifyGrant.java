package io.freehold.application.grant;

import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.Revocations;
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.SignedGrant;

/// Believes a grant for its signature, not for who served it (§7.3, ADR 0008): the owner of this
/// server signed it, or a server this owner registered did. A revocation made here wins at once,
/// and one that was seen elsewhere stays.
public final class VerifyGrant {
  private final OwnerRecord ownerRecord;
  private final Signatures signatures;
  private final ServerRegistry servers;
  private final GrantRevocations revocations;

  public VerifyGrant(
      OwnerRecord ownerRecord,
      Signatures signatures,
      ServerRegistry servers,
      Revocations revocations) {
    this.ownerRecord = ownerRecord;
    this.signatures = signatures;
    this.servers = servers;
    this.revocations = new GrantRevocations(revocations);
  }

  public Grant verify(SignedGrant signed) {
    Address owner = ownerRecord.find().orElseThrow(() -> new Problem.OwnerUnknown().asException());
    Address signer =
        signatures.signerOf(signed.message(), signed.signature()).orElseThrow(VerifyGrant::refused);
    if (!signed.terms().grantor().equals(owner) || !signed.message().owner().equals(owner)) {
      throw refused();
    }
    if (!signer.equals(owner) && !servers.isRegistered(signer, owner)) {
      throw refused();
    }
    return revocations.keptRevocation(signed).map(signed::revokedAt).orElse(signed).believed();
  }

  /// The answer for a grant that does not exist: which of both it is, is nobody's business.
  private static RuntimeException refused() {
    return new Problem.GrantRequired("Grant not found").asException();
  }
}
