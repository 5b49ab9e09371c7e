package io.freehold.application.sync;

import java.time.Duration;
import java.util.Optional;

/// How long a call that nobody waits for stays in its place when a service asks it to slow down
/// (429, `Retry-After`), before that counts as a failure (R11). A bulk upload meets such bounds all
/// the time, and what would follow on a failure is a new cycle.
public final class Patience {
  private static final int WAITS_MAX = 6;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration WHERE_NOTHING_WAS_ASKED = Duration.ofSeconds(1);

  private Patience() {}

  /// How time passes between two tries.
  public interface Pause {
    void last(Duration time) throws InterruptedException;
  }

  /// Waits before the same is asked again; false when that is over.
  ///
  /// @param pause empty for a call that somebody waits for
  public static boolean hasWaited(Optional<Pause> pause, int waits, Optional<Duration> asked)
      throws InterruptedException {
    Optional<Duration> wait = before(waits, asked);
    if (pause.isEmpty() || wait.isEmpty()) {
      return false;
    }
    pause.get().last(wait.get());
    return true;
  }

  /// The wait before the same is asked again; empty when it is over.
  ///
  /// @param waits how often it waited already
  /// @param asked what the other side asked for
  static Optional<Duration> before(int waits, Optional<Duration> asked) {
    Duration wait =
        asked.orElseGet(() -> WHERE_NOTHING_WAS_ASKED.multipliedBy(1L << Math.min(waits, 10)));
    if (waits >= WAITS_MAX || wait.compareTo(LONGEST) > 0) {
      return Optional.empty();
    }
    return Optional.of(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait);
  }
}
