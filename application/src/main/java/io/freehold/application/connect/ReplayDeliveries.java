package io.freehold.application.connect;

import io.freehold.application.port.Deliveries;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Has told again what nobody tried any more.
public final class ReplayDeliveries {
  private final Deliveries deliveries;
  private final Runnable wake;
  private final InstantSource clock;

  /// @param wake called when there is something to tell
  public ReplayDeliveries(Deliveries deliveries, Runnable wake, InstantSource clock) {
    this.deliveries = deliveries;
    this.wake = wake;
    this.clock = clock;
  }

  /// Returns how many are told again.
  ///
  /// @param event empty for all
  public int replay(Caller.Owner owner, Optional<String> event) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    int replayed = event.map(id -> one(id, now)).orElseGet(() -> deliveries.replayAll(now));
    wake.run();
    return replayed;
  }

  private int one(String event, Instant now) {
    if (!deliveries.replay(event, now)) {
      throw new Problem.RecordNotFound("dead event", event).asException();
    }
    return 1;
  }
}
