package io.freehold.application.data;

import io.freehold.application.grant.LiveGrants;
import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.Grants;
import io.freehold.application.port.OwnerRecord;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Which scopes a listing may show: the owner all, a builder those a live grant of its own covers,
/// unless the owner opened the listing to every registered builder (threat T20).
public final class VisibleScopes {
  private static final List<ScopePattern> ALL = List.of(new ScopePattern("*"));

  private final boolean grantedOnly;
  private final LiveGrants liveGrants;
  private final OwnerRecord ownerRecord;
  private final InstantSource clock;

  public VisibleScopes(
      boolean grantedOnly,
      Grants grants,
      VerifyGrant verifyGrant,
      OwnerRecord ownerRecord,
      InstantSource clock) {
    this.grantedOnly = grantedOnly;
    this.liveGrants = new LiveGrants(grants, verifyGrant);
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
        .flatMap(owner -> liveGrants.of(owner, app.address(), now).stream())
        .flatMap(grant -> grant.terms().scopes().stream())
        .distinct()
        .toList();
  }
}
