package io.freehold.application.connect;

import io.freehold.application.port.GrantWatches;
import io.freehold.domain.GrantId;
import io.freehold.domain.connect.WatchedGrant;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Has it told at once that a grant was revoked, where the relay knows somebody to tell.
public final class TellRevocation {
  private final GrantWatches watches;
  private final InstantSource clock;

  public TellRevocation(GrantWatches watches, InstantSource clock) {
    this.watches = watches;
    this.clock = clock;
  }

  /// Returns how many are told.
  public int tell(GrantId grant) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    int told = 0;
    for (WatchedGrant watched : watches.of(grant)) {
      told += watches.end(watched, watched.revoked(now)) ? 1 : 0;
    }
    return told;
  }
}
