package io.freehold.application.sync;

import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.sync.Trouble;
import io.freehold.domain.sync.Trouble.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final Retry retry = new Retry(CLOCK, new Random(1));

  @Test
  void waitsLongerEachTimeUpToAnEnd() {
    Duration before = Duration.ZERO;
    for (int attempts = 1; attempts < 100; attempts++) {
      Duration pause = retry.pause(attempts, Kind.TRANSIENT);
      assertThat(pause).isBetween(Duration.ofMillis(2_500), Duration.ofMinutes(15));
      assertThat(pause.multipliedBy(2)).isGreaterThanOrEqualTo(before.dividedBy(2));
      before = pause;
    }
    assertThat(before).isGreaterThanOrEqualTo(Duration.ofSeconds(450));
  }

  @Test
  void isNeverTheSameForMany() {
    var pauses = new HashSet<Duration>();
    for (int i = 0; i < 100; i++) {
      pauses.add(retry.pause(5, Kind.TRANSIENT));
    }
    assertThat(pauses).hasSizeGreaterThan(90);
  }

  @Test
  void triesWhatIsLostOnceADayInTheEnd() {
    assertThat(retry.pause(50, Kind.CORRUPT)).isBetween(Duration.ofHours(12), Duration.ofHours(24));
  }

  @Test
  void isNeverSoonerThanWasAskedFor() {
    Trouble trouble =
        retry.failed(
            "upload x y",
            Optional.empty(),
            Kind.TRANSIENT,
            "slow down",
            Optional.of(Duration.ofHours(2)));

    assertThat(trouble.retryAt()).isEqualTo(NOW.plus(Duration.ofHours(2)));
  }

  @Test
  void remembersSinceWhen() {
    var before = new Trouble("s", Kind.TRANSIENT, "m", 3, NOW.minusSeconds(9), NOW, NOW);

    Trouble again = retry.failed("s", Optional.of(before), Kind.CORRUPT, "other", Optional.empty());

    assertThat(again)
        .returns(4, Trouble::attempts)
        .returns(NOW.minusSeconds(9), Trouble::firstSeenAt)
        .returns("other", Trouble::message);
  }
}
