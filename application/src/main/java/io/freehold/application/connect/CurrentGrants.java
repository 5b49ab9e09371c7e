package io.freehold.application.connect;

import io.freehold.application.grant.EndGrant;
import io.freehold.application.grant.LiveGrants;
import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.Grants;
import io.freehold.application.port.Revocations;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.grant.Grant;
import java.time.InstantSource;
import java.util.List;

/// The grants a builder has at this moment, and how they end when others take their place.
public final class CurrentGrants {
  private final LiveGrants liveGrants;
  private final EndGrant endGrant;
  private final InstantSource clock;

  public CurrentGrants(
      Grants grants, VerifyGrant verifyGrant, Revocations revocations, InstantSource clock) {
    this.liveGrants = new LiveGrants(grants, verifyGrant);
    this.endGrant = new EndGrant(grants, revocations, clock);
    this.clock = clock;
  }

  /// Those that are good, newest first.
  List<Grant> of(Address owner, Address builder) {
    return liveGrants.of(owner, builder, clock.instant());
  }

  /// Whether the gateway knows already is nobody's concern here.
  void end(Address owner, GrantId id) {
    var _ = endGrant.end(owner, id);
  }
}
