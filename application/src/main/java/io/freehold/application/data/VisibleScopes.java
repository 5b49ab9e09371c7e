package io.freehold.application.data;

import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.Grants;
import io.freehold.application.port.OwnerRecord;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Which scopes a listing may show: the owner all, a builder those a live grant of its own covers,
/// unless the owner opened the listing to every registered builder (threat T20).
public final class VisibleScopes {
  private static final List<ScopePattern> ALL = List.of(new ScopePattern("*"));

  private final boolean grantedOnly;
  private final Grants grants;
  private final VerifyGrant verifyGrant;
  private final OwnerRecord ownerRecord;
  private final InstantSource clock;

  public VisibleScopes(
      boolean grantedOnly,
      Grants grants,
      VerifyGrant verifyGrant,
      OwnerRecord ownerRecord,
      InstantSource clock) {
    this.grantedOnly = grantedOnly;
    this.grants = grants;
    this.verifyGrant = verifyGrant;
    this.ownerRecord = ownerRecord;
    this.clock = clock;
  }

  List<ScopePattern> to(Caller caller) {
    return switch (caller) {
      case Caller.Owner _ -> ALL;
      case Caller.BuilderApp app -> grantedOnly ? grantedTo(app) : ALL;
    };
  }

  private List<ScopePattern> grantedTo(Caller.BuilderApp app) {
    Instant now = clock.instant();
    return ownerRecord.find().stream()
        .flatMap(owner -> grants.grantedTo(owner, app.address()).stream())
        .flatMap(signed -> believed(signed).stream())
        .filter(grant -> grant.isLiveFor(app.address(), now))
        .flatMap(grant -> grant.terms().scopes().stream())
        .distinct()
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
