package io.freehold.adapters.chain.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Spares everybody the wait for a gateway that has just failed several times in a row. After a
/// pause it is asked again; one success closes the breaker (threat T15).
final class Breaker {
  private final int failuresMax;
  private final Duration pause;
  private final InstantSource clock;
  private int failures;
  private Instant lastFailure = Instant.MIN;

  Breaker(int failuresMax, Duration pause, InstantSource clock) {
    this.failuresMax = failuresMax;
    this.pause = pause;
    this.clock = clock;
  }

  synchronized boolean isOpen() {
    Instant now = clock.instant();
    return failures >= failuresMax
        && !now.isBefore(lastFailure)
        && now.isBefore(lastFailure.plus(pause));
  }

  synchronized void succeeded() {
    failures = 0;
  }

  synchronized void failed() {
    failures = Math.min(failures + 1, failuresMax);
    lastFailure = clock.instant();
  }
}
