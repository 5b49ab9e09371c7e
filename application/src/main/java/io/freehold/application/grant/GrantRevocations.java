package io.freehold.application.grant;

import io.freehold.application.port.Revocations;
import io.freehold.domain.grant.SignedGrant;
import java.time.Instant;
import java.util.Optional;

/// When grants were revoked, whatever id they are served under and whatever a gateway says now
/// (threat T13).
final class GrantRevocations {
  private final Revocations revocations;

  GrantRevocations(Revocations revocations) {
    this.revocations = revocations;
  }

  /// As it is known here, or else as whoever served the grant says.
  Optional<Instant> revokedAt(SignedGrant grant) {
    return revocations
        .find(grant.signatureId())
        .or(() -> revocations.find(grant.id()))
        .or(grant::revokedAt);
  }

  /// The same, kept for good: what was seen once, nobody takes back.
  ///
  /// @param grant whose signature was verified; what anybody can invent would fill the list
  Optional<Instant> keptRevocation(SignedGrant grant) {
    Optional<Instant> known = revokedAt(grant);
    known.ifPresent(at -> keep(grant, at));
    return known;
  }

  private void keep(SignedGrant grant, Instant revokedAt) {
    if (revocations.find(grant.signatureId()).isEmpty()) {
      revocations.addConfirmed(grant.signatureId(), revokedAt);
    }
  }
}
