package io.freehold.application.grant;

import io.freehold.application.port.Grants;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.SignedGrant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The grants of one builder that are good at a moment, newest first.
public final class LiveGrants {
  private final Grants grants;
  private final VerifyGrant verifyGrant;

  public LiveGrants(Grants grants, VerifyGrant verifyGrant) {
    this.grants = grants;
    this.verifyGrant = verifyGrant;
  }

  public List<Grant> of(Address owner, Address builder, Instant now) {
    return grants.grantedTo(owner, builder).stream()
        .flatMap(signed -> believed(signed).stream())
        .filter(grant -> grant.isLiveFor(builder, now))
        .toList();
  }

  /// A grant that cannot be believed hides itself, not the others.
  private Optional<Grant> believed(SignedGrant signed) {
    try {
      return Optional.of(verifyGrant.verify(signed));
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem.GrantRequired _ -> Optional.empty();
        default -> throw e;
      };
    }
  }
}
