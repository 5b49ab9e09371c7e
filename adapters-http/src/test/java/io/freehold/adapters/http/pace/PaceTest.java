package io.freehold.adapters.http.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000;

  private long now = -5 * SECOND;
  private final Pace pace = new Pace(2, 3, 100, () -> now);

  private void assertRefused(Runnable asking, Duration retryAfter) {
    assertThatThrownBy(asking::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.RateLimited(retryAfter)));
  }

  @Test
  void allowsABurstAndNoMore() {
    assertThat(pace.charge("a")).isEqualTo(new Allowance(3, 2, 1));
    assertThat(pace.charge("a")).isEqualTo(new Allowance(3, 1, 1));
    assertThat(pace.charge("a")).isEqualTo(new Allowance(3, 0, 2));
    assertRefused(() -> pace.charge("a"), Duration.ofMillis(500));
    assertRefused(() -> pace.mustHaveRoom("a"), Duration.ofMillis(500));
  }

  @Test
  void givesBackEvenly() {
    for (int i = 0; i < 3; i++) {
      pace.charge("a");
    }

    now += SECOND / 2 - 1;
    assertThatThrownBy(() -> pace.charge("a")).isInstanceOf(ProblemException.class);
    now += 1;
    pace.mustHaveRoom("a");
    pace.charge("a");
    assertThatThrownBy(() -> pace.charge("a")).isInstanceOf(ProblemException.class);
    now += 100 * SECOND;
    assertThat(pace.charge("a").remaining()).isEqualTo(2);
  }

  @Test
  void costsNothingToAskForRoom() {
    for (int i = 0; i < 10; i++) {
      pace.mustHaveRoom("a");
    }
    assertThat(pace.charge("a").remaining()).isEqualTo(2);
  }

  @Test
  void tellsWhatIsLeftAtNoCost() {
    assertThat(pace.left("a")).isEqualTo(new Allowance(3, 3, 0));
    pace.charge("a");
    assertThat(pace.left("a")).isEqualTo(new Allowance(3, 2, 1));
    assertThat(pace.left("a")).isEqualTo(new Allowance(3, 2, 1));
  }

  @Test
  void countsByTheMinuteWhereThatIsLessThanOneASecond() {
    Pace slow = Pace.perMinute(30, 100, () -> now);
    for (int i = 0; i < 30; i++) {
      slow.charge("a");
    }

    assertRefused(() -> slow.charge("a"), Duration.ofSeconds(2));
    assertThat(slow.left("a")).isEqualTo(new Allowance(30, 0, 60));
    now += 2 * SECOND;
    assertThat(slow.charge("a").remaining()).isZero();
  }

  @Test
  void countsCallersApart() {
    for (int i = 0; i < 3; i++) {
      pace.charge("a");
    }
    assertThat(pace.charge("b").remaining()).isEqualTo(2);
  }

  @Test
  void countsABoundedNumberOfCallers() {
    for (int i = 0; i < 100_000; i++) {
      pace.charge("caller " + i);
    }
    assertThat(pace.counted()).isLessThanOrEqualTo(100);
  }
}
