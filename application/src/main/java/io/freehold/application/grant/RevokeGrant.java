package io.freehold.application.grant;

import io.freehold.application.port.Grants;
import io.freehold.application.port.Revocations;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Caller;
import java.time.InstantSource;
import java.util.Optional;

/// Ends a grant (§6.4): here first and for good, then at the Gateway. A gateway that cannot be
/// reached does not delay the end; the revocation is sent again until it is recorded.
public final class RevokeGrant {
  private final Grants grants;
  private final Revocations revocations;
  private final EndGrant endGrant;

  public RevokeGrant(Grants grants, Revocations revocations, InstantSource clock) {
    this.grants = grants;
    this.revocations = revocations;
    this.endGrant = new EndGrant(grants, revocations, clock);
  }

  /// Whether the Gateway knows it already.
  public enum Outcome {
    RECORDED,
    RECORDED_HERE_ONLY
  }

  public Outcome revoke(Caller.Owner owner, GrantId id) {
    boolean isKnown = revocations.find(id).isPresent();
    return endGrant.end(owner.address(), id, isKnown ? Optional.empty() : mustBeOurs(owner, id));
  }

  /// An unknown grant is not revoked; when nobody can say whether it is known, the owner's word
  /// counts.
  private Optional<SignedGrant> mustBeOurs(Caller.Owner owner, GrantId id) {
    try {
      return Optional.of(
          grants
              .find(id)
              .filter(grant -> grant.terms().grantor().equals(owner.address()))
              .orElseThrow(() -> new Problem.GrantNotFound(id).asException()));
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem.ServiceUnavailable _ -> Optional.empty();
        default -> throw e;
      };
    }
  }
}
