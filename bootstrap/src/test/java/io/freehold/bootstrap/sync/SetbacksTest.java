package io.freehold.bootstrap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.sync.SyncRound;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetbacksTest {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Setbacks setbacks = new Setbacks(INTERVAL);

  private long secondsAfter(int done, Optional<Duration> asked) {
    setbacks.after(new SyncRound(done, 1, Optional.of("it is down"), asked));
    return setbacks.pause().toSeconds();
  }

  @Test
  void growWhileNothingGetsDone() {
    assertThat(setbacks.areOver()).isTrue();
    assertThat(secondsAfter(0, Optional.empty())).isEqualTo(5);
    assertThat(secondsAfter(0, Optional.empty())).isEqualTo(10);
    assertThat(secondsAfter(0, Optional.empty())).isEqualTo(20);
    assertThat(secondsAfter(0, Optional.empty())).isEqualTo(40);
    assertThat(secondsAfter(0, Optional.empty())).isEqualTo(60);
    assertThat(secondsAfter(0, Optional.empty())).isEqualTo(60);
    assertThat(setbacks.areOver()).isFalse();
  }

  @Test
  void beginAnewWhereSomethingGotDone() {
    var _ = secondsAfter(0, Optional.empty());
    var _ = secondsAfter(0, Optional.empty());

    assertThat(secondsAfter(1, Optional.empty())).isEqualTo(5);
  }

  @Test
  void endWithACycleThatIsNotBrokenOff() {
    var _ = secondsAfter(0, Optional.empty());

    setbacks.after(new SyncRound(0, 3, Optional.empty()));

    assertThat(setbacks.areOver()).isTrue();
  }

  /// R11: never before the time a service asked for.
  @Test
  void lastAsLongAsTheServiceAskedForWithinAnHour() {
    assertThat(secondsAfter(7, Optional.of(Duration.ofMinutes(5)))).isEqualTo(300);
    assertThat(secondsAfter(0, Optional.of(Duration.ofDays(9)))).isEqualTo(3_600);
    assertThat(secondsAfter(0, Optional.of(Duration.ofSeconds(1)))).isEqualTo(20);
    assertThat(secondsAfter(0, Optional.empty())).isEqualTo(40);
  }

  @Test
  void growAfterWhatNobodyExpectedToo() {
    setbacks.afterAnUnexpectedFailure();
    setbacks.afterAnUnexpectedFailure();

    assertThat(setbacks.pause()).hasSeconds(10);
  }
}
