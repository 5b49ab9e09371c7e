package io.freehold.adapters.chain.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Spares everybody the wait for a gateway that has just failed several times in a row. After a
/// pause it is asked again; one success closes the breaker (threat T15).
final class Breaker {
  private static final int FAILURES_MAX = 5;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final InstantSource clock;
  private int failures;
  private Instant lastFailure = Instant.MIN;

  Breaker(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean isOpen() {
    Instant now = clock.instant();
    return failures >= FAILURES_MAX
        && !now.isBefore(lastFailure)
        && now.isBefore(lastFailure.plus(PAUSE));
  }

  synchronized void succeeded() {
    failures = 0;
  }

  synchronized void failed() {
    failures = Math.min(failures + 1, FAILURES_MAX);
    lastFailure = clock.instant();
  }
}
