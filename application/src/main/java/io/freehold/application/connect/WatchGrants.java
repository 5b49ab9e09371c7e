package io.freehold.application.connect;

import io.freehold.application.port.GrantWatches;
import io.freehold.application.port.Grants;
import io.freehold.application.port.Revocations;
import io.freehold.domain.GrantId;
import io.freehold.domain.ProblemException;
import io.freehold.domain.connect.WatchedGrant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Finds out which of the grants that came of sessions have ended, and has it told to their
/// builders: revoked here, revoked at the gateway, or expired.
public final class WatchGrants {
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
  private static final int LOOKS_MAX = 200;

  private final GrantWatches watches;
  private final Grants grants;
  private final Revocations revocations;
  private final InstantSource clock;

  public WatchGrants(
      GrantWatches watches, Grants grants, Revocations revocations, InstantSource clock) {
    this.watches = watches;
    this.grants = grants;
    this.revocations = revocations;
    this.clock = clock;
  }

  /// One round over those that are due; returns how many have ended.
  public int runOnce() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    int ended = 0;
    for (WatchedGrant watched : watches.due(now, now.plus(BETWEEN_LOOKS), LOOKS_MAX)) {
      ended += end(watched, now) ? 1 : 0;
    }
    return ended;
  }

  private boolean end(WatchedGrant watched, Instant now) {
    if (revokedAt(watched.grant().grant()).isPresent()) {
      return watches.end(watched, watched.revoked(now));
    }
    return watched.isExpiredAt(now) && watches.end(watched, watched.expired(now));
  }

  /// A gateway that cannot say is asked again with the next look.
  private Optional<Instant> revokedAt(GrantId grant) {
    return revocations.find(grant).or(() -> revokedAtTheGateway(grant));
  }

  private Optional<Instant> revokedAtTheGateway(GrantId grant) {
    try {
      return grants.find(grant).flatMap(found -> found.revokedAt());
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }
}
