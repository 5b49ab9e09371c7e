package io.freehold.adapters.chain.egress;

import java.time.Duration;

/// When everything is to be over.
final class Deadline {
  private final long end;

  Deadline(Duration timeout) {
    this.end = System.nanoTime() + timeout.toNanos();
  }

  /// At least a millisecond, so that it can be given to timers.
  Duration left() {
    return Duration.ofMillis(Math.max(1, (end - System.nanoTime()) / 1_000_000));
  }
}
