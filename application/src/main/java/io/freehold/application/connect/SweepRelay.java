package io.freehold.application.connect;

import io.freehold.application.Limits;
import io.freehold.application.port.Deliveries;
import io.freehold.application.port.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Forgets sessions that nobody asks about any more, and events that nobody replayed.
public final class SweepRelay {
  private static final Duration DEAD_KEPT = Duration.ofDays(30);

  private final Sessions sessions;
  private final Deliveries deliveries;
  private final Limits limits;
  private final InstantSource clock;

  public SweepRelay(Sessions sessions, Deliveries deliveries, Limits limits, InstantSource clock) {
    this.sessions = sessions;
    this.deliveries = deliveries;
    this.limits = limits;
    this.clock = clock;
  }

  /// Returns how many sessions were forgotten.
  public int runOnce() {
    Instant now = clock.instant();
    deliveries.sweep(now.minus(DEAD_KEPT), limits.webhooksMax());
    return sessions.sweep(now.minus(limits.sessionsKept()));
  }
}
