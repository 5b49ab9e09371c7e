package io.freehold.bootstrap.connect;

import io.freehold.application.connect.PollConnectRequests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How often a relay is asked for sessions: each round as long as it tells, and less and less often
/// otherwise; up to once a minute while it refuses or cannot be reached, and up to once an hour
/// where it keeps no list, which is an extension of ours. Belongs to one thread.
final class AskingPace {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration WITHOUT_A_LIST = Duration.ofHours(1);

  private final InstantSource clock;
  private Duration pause = Duration.ZERO;
  private Instant askedAt = Instant.EPOCH;

  AskingPace(InstantSource clock) {
    this.clock = clock;
  }

  /// A clock that was set back does not make the pause longer.
  boolean allows() {
    Instant now = clock.instant();
    return now.isBefore(askedAt) || !now.isBefore(askedAt.plus(pause));
  }

  void asked(PollConnectRequests.Outcome outcome) {
    switch (outcome) {
      case TOLD, NO_OWNER -> pauseFor(Duration.ZERO);
      case NO_LIST -> pauseLonger(WITHOUT_A_LIST);
      case NOT_REGISTERED -> failed();
    }
  }

  void failed() {
    pauseLonger(LONGEST_PAUSE);
  }

  private void pauseLonger(Duration longest) {
    Duration longer = pause.multipliedBy(2);
    if (longer.compareTo(SHORTEST_PAUSE) < 0) {
      longer = SHORTEST_PAUSE;
    }
    pauseFor(longer.compareTo(longest) < 0 ? longer : longest);
  }

  private void pauseFor(Duration time) {
    askedAt = clock.instant();
    pause = time;
  }
}
