package io.freehold.bootstrap.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.connect.PollConnectRequests.Outcome;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AskingPaceTest {
  private static final Duration ROUND = Duration.ofSeconds(5);

  private final HandSetClock clock = new HandSetClock(Cast.NOW);
  private final AskingPace pace = new AskingPace(clock);

  /// How often the relay is asked in a time of rounds.
  private int asked(Duration time, Runnable outcome) {
    int asked = 0;
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(ROUND)) {
      if (pace.allows()) {
        asked++;
        outcome.run();
      }
      clock.advance(ROUND);
    }
    return asked;
  }

  @Test
  void asksARelayThatTellsInEachRound() {
    assertThat(asked(Duration.ofMinutes(1), () -> pace.asked(Outcome.TOLD))).isEqualTo(12);
  }

  @Test
  void asksARelayWithoutAListOnceAnHourInTheEnd() {
    int inTheBeginning = asked(Duration.ofHours(3), () -> pace.asked(Outcome.NO_LIST));
    int later = asked(Duration.ofHours(10), () -> pace.asked(Outcome.NO_LIST));

    assertThat(inTheBeginning).isBetween(8, 12);
    assertThat(later).isEqualTo(10);
  }

  /// What stands before a relay may say 404 for it while it is restarted.
  @Test
  void isBackInSecondsAfterASingleMiss() {
    pace.asked(Outcome.TOLD);
    pace.asked(Outcome.NO_LIST);

    clock.advance(Duration.ofSeconds(10));

    assertThat(pace.allows()).isTrue();
  }

  @Test
  void asksARelayThatFailsLessAndLessOftenAndThenAsBefore() {
    assertThat(asked(Duration.ofMinutes(10), pace::failed)).isBetween(10, 14);
    assertThat(asked(Duration.ofMinutes(1), () -> pace.asked(Outcome.TOLD))).isPositive();
    assertThat(asked(Duration.ofMinutes(1), () -> pace.asked(Outcome.TOLD))).isEqualTo(12);
  }

  /// The owner may register the server at any moment.
  @Test
  void asksEveryMinuteAsLongAsTheServerIsNotRegistered() {
    int once = asked(Duration.ofMinutes(10), () -> pace.asked(Outcome.NOT_REGISTERED));

    assertThat(once).isBetween(10, 14);
  }

  @Test
  void isNotHeldUpByAClockThatIsSetBack() {
    pace.asked(Outcome.NO_LIST);

    clock.advance(Duration.ofHours(-24));

    assertThat(pace.allows()).isTrue();
  }
}
