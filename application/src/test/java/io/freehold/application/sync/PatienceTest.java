package io.freehold.application.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static Optional<Duration> seconds(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    assertThat(Patience.before(0, seconds(1))).isEqualTo(seconds(1));
    assertThat(Patience.before(5, seconds(30))).isEqualTo(seconds(30));
  }

  @Test
  void doesNotAskAgainAtOnce() {
    assertThat(Patience.before(0, Optional.of(Duration.ZERO)))
        .hasValueSatisfying(wait -> assertThat(wait).isPositive());
  }

  @Test
  void waitsLongerEachTimeWhereNothingIsAskedFor() {
    assertThat(Patience.before(0, Optional.empty())).isEqualTo(seconds(1));
    assertThat(Patience.before(1, Optional.empty())).isEqualTo(seconds(2));
    assertThat(Patience.before(2, Optional.empty())).isEqualTo(seconds(4));
    assertThat(Patience.before(3, Optional.empty())).isEqualTo(seconds(8));
  }

  @Test
  void hasAnEnd() {
    assertThat(Patience.before(0, seconds(31))).isEmpty();
    assertThat(Patience.before(5, Optional.empty())).isEmpty();
    assertThat(Patience.before(6, seconds(1))).isEmpty();
  }
}
