package io.freehold.application.grant;

import io.freehold.application.port.Grants;
import io.freehold.application.port.Revocations;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.grant.SignedGrant;
import java.time.InstantSource;
import java.util.Optional;

/// Ends a grant here first and for good, under every id it may be served by, then at the Gateway.
/// One that cannot be told now is told later; done already is done.
public final class EndGrant {
  private final Grants grants;
  private final Revocations revocations;
  private final InstantSource clock;

  public EndGrant(Grants grants, Revocations revocations, InstantSource clock) {
    this.grants = grants;
    this.revocations = revocations;
    this.clock = clock;
  }

  /// @param id of a grant that is known to be the owner's
  public RevokeGrant.Outcome end(Address owner, GrantId id) {
    return end(owner, id, found(id));
  }

  /// @param known the grant, if anybody could say
  RevokeGrant.Outcome end(Address owner, GrantId id, Optional<SignedGrant> known) {
    known
        .map(SignedGrant::signatureId)
        .ifPresent(signatureId -> revocations.addConfirmed(signatureId, clock.instant()));
    revocations.add(id, clock.instant());
    return told(owner, id);
  }

  private Optional<SignedGrant> found(GrantId id) {
    try {
      return grants.find(id);
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem.ServiceUnavailable _ -> Optional.empty();
        default -> throw e;
      };
    }
  }

  /// A gateway that knows no such grant has nothing to record.
  private RevokeGrant.Outcome told(Address owner, GrantId id) {
    try {
      grants.revoke(id, owner);
      revocations.confirm(id);
      return RevokeGrant.Outcome.RECORDED;
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem.ServiceUnavailable _ -> RevokeGrant.Outcome.RECORDED_HERE_ONLY;
        case Problem.GrantNotFound _ -> {
          revocations.confirm(id);
          yield RevokeGrant.Outcome.RECORDED_HERE_ONLY;
        }
        default -> throw e;
      };
    }
  }
}
