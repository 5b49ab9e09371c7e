package io.freehold.application.sync;

import io.freehold.domain.sync.Trouble;
import io.freehold.domain.sync.Trouble.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When something that failed is tried again: later each time, never all at the same moment, and
/// never sooner than a backend asked for (R11).
public final class Retry {
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration LONGEST_FOR_LOST = Duration.ofHours(24);
  private static final int DOUBLINGS_MAX = 20;

  private final InstantSource clock;
  private final RandomGenerator random;

  public Retry(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  Instant now() {
    return clock.instant();
  }

  /// The failure of a subject, after what was known about it.
  Trouble failed(
      String subject,
      Optional<Trouble> before,
      Kind kind,
      String message,
      Optional<Duration> atLeast) {
    Instant now = clock.instant();
    int attempts = before.map(Trouble::attempts).orElse(0) + 1;
    Duration pause = pause(attempts, kind);
    Duration asked = atLeast.filter(least -> least.compareTo(pause) > 0).orElse(pause);
    return new Trouble(
        subject,
        kind,
        message,
        attempts,
        before.map(Trouble::firstSeenAt).orElse(now),
        now,
        now.plus(asked));
  }

  /// Between half and the whole of a time that doubles with each attempt.
  Duration pause(int attempts, Kind kind) {
    Duration longest = kind == Kind.TRANSIENT ? LONGEST : LONGEST_FOR_LOST;
    Duration shortest = kind == Kind.TRANSIENT ? SHORTEST : LONGEST;
    long millis =
        Math.min(longest.toMillis(), shortest.toMillis() << Math.min(attempts - 1, DOUBLINGS_MAX));
    return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
  }
}
