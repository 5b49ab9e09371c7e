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
  void asksARelayWithoutAListOnceAnHour() {
    assertThat(asked(Duration.ofMinutes(59), () -> pace.asked(Outcome.NO_LIST))).isOne();
    assertThat(asked(Duration.ofMinutes(2), () -> pace.asked(Outcome.NO_LIST))).isOne();
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
