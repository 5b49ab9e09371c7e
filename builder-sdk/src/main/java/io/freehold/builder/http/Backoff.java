package io.freehold.builder.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before trying again: twice as long each time up to a maximum, and of that a
/// random part of at least one half, so that many clients do not come back at the same moment.
public record Backoff(Duration first, Duration max, RandomGenerator random) {
  private static final int DOUBLINGS_MAX = 30;

  /// @param attempt which one failed, counted from 1
  public Duration after(int attempt) {
    long doubled = first.toMillis() << Math.min(attempt - 1, DOUBLINGS_MAX);
    long millis = Math.min(doubled, max.toMillis());
    return Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
  }
}
