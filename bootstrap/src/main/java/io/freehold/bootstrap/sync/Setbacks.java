package io.freehold.bootstrap.sync;

import io.freehold.application.sync.SyncRound;
import java.time.Duration;

/// How long whatever failed as a whole is left in peace: twice as long after each failure in a row,
/// up to the interval, and never less than it asked for itself, within an hour. Whoever got
/// something done before it failed is not getting nowhere, and begins anew.
final class Setbacks {
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);
  private static final int DOUBLINGS_MAX = 10;

  private final Duration interval;
  private int inARow;
  private Duration asked = Duration.ZERO;

  Setbacks(Duration interval) {
    this.interval = interval;
  }

  /// A cycle came to its end, or to an early one.
  void after(SyncRound cycle) {
    if (cycle.brokenOff().isEmpty()) {
      inARow = 0;
    } else {
      inARow = cycle.done() > 0 ? 1 : inARow + 1;
      asked = cycle.retryAfter().orElse(Duration.ZERO);
    }
  }

  void afterAnUnexpectedFailure() {
    inARow++;
    asked = Duration.ZERO;
  }

  boolean areOver() {
    return inARow == 0;
  }

  Duration pause() {
    Duration grown = SHORTEST.multipliedBy(1L << Math.min(inARow - 1, DOUBLINGS_MAX));
    return longer(shorter(grown, interval), shorter(asked, LONGEST_ASKED));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
