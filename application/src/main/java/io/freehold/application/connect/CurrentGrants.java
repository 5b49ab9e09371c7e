package io.freehold.application.connect;

import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.Grants;
import io.freehold.application.port.Revocations;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.SignedGrant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The grants a builder has at this moment, and how they end when others take their place.
public final class CurrentGrants {
  private final Grants grants;
  private final VerifyGrant verifyGrant;
  private final Revocations revocations;
  private final InstantSource clock;

  public CurrentGrants(
      Grants grants, VerifyGrant verifyGrant, Revocations revocations, InstantSource clock) {
    this.grants = grants;
    this.verifyGrant = verifyGrant;
    this.revocations = revocations;
    this.clock = clock;
  }

  /// Those that are good, newest first.
  List<Grant> of(Address owner, Address builder) {
    return grants.grantedTo(owner, builder).stream()
        .flatMap(signed -> believed(signed).stream())
        .filter(grant -> grant.isLiveFor(builder, clock.instant()))
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

  /// Ends a grant here at once and for good, under every id it may be served by; a gateway that
  /// cannot be told now is told later. Done already is done.
  void end(Address owner, GrantId id) {
    found(id)
        .map(SignedGrant::signatureId)
        .ifPresent(signatureId -> {
          revocations.add(signatureId, clock.instant());
          revocations.confirm(signatureId);
        });
    revocations.add(id, clock.instant());
    try {
      grants.revoke(id, owner);
      revocations.confirm(id);
    } catch (ProblemException e) {
      mustBePassing(e);
    }
  }

  private Optional<SignedGrant> found(GrantId id) {
    try {
      return grants.find(id);
    } catch (ProblemException e) {
      mustBePassing(e);
      return Optional.empty();
    }
  }

  private static void mustBePassing(ProblemException e) {
    if (!(e.problem() instanceof Problem.ServiceUnavailable)) {
      throw e;
    }
  }
}
