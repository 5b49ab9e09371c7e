package io.freehold.bootstrap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Notices that somebody set the clock (R17, threat T71): it is compared with the one that only
/// counts.
final class ClockWatch {
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Duration jumpMin;
  private Instant expectedAt;
  private long expectedNanos;

  /// @param jumpMin what is less is drift
  ClockWatch(InstantSource clock, LongSupplier nanoTime, Duration jumpMin) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.jumpMin = jumpMin;
    this.expectedAt = clock.instant();
    this.expectedNanos = nanoTime.getAsLong();
  }

  /// By how much the clock jumped since it was asked last; negative when it was set back.
  Optional<Duration> jump() {
    Instant now = clock.instant();
    long nanos = nanoTime.getAsLong();
    Duration jump = Duration.between(expectedAt.plusNanos(nanos - expectedNanos), now);
    expectedAt = now;
    expectedNanos = nanos;
    return jump.abs().compareTo(jumpMin) < 0 ? Optional.empty() : Optional.of(jump);
  }
}
