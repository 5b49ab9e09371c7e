package io.freehold.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.HandSetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private final HandSetClock clock = new HandSetClock(Instant.parse("2026-01-21T10:00:00Z"));
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final ClockWatch watch = new ClockWatch(clock, nanos::get, Duration.ofMinutes(1));

  @Test
  void saysNothingWhileBothClocksGoTogether() {
    pass(Duration.ofDays(2));
    clock.advance(Duration.ofDays(2));
    assertThat(watch.jump()).isEmpty();

    pass(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(60).plusMillis(999));
    assertThat(watch.jump()).isEmpty();
  }

  @Test
  void saysOnceByHowMuchTheClockWasSet() {
    pass(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(61));
    assertThat(watch.jump()).contains(Duration.ofSeconds(60));
    assertThat(watch.jump()).isEmpty();

    pass(Duration.ofSeconds(1));
    clock.advance(Duration.ofHours(-1));
    assertThat(watch.jump()).contains(Duration.ofHours(-1).minusSeconds(1));
    assertThat(watch.jump()).isEmpty();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
