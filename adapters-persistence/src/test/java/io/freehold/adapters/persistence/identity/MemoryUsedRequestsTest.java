package io.freehold.adapters.persistence.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.UsedRequests;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.UsedRequestsContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryUsedRequestsTest extends UsedRequestsContract {
  /// Time really passes as the clock says.
  @Override
  protected UsedRequests usedRequests(InstantSource clock, int requestsMax) {
    return new MemoryUsedRequests(
        clock, () -> Duration.between(TEN, clock.instant()).toNanos(), requestsMax);
  }

  @Test
  void bringsNothingBackWhenTheClockIsSetAheadAndBackAgain() {
    var clock = new HandSetClock(TEN);
    var nanos = new AtomicLong();
    var used = new MemoryUsedRequests(clock, nanos::get, 10);
    used.isFirstUse(ALICE, "text", UNTIL);

    clock.set(UNTIL.plusSeconds(3600));
    used.isFirstUse(BOB, "text", UNTIL.plusSeconds(7200));
    clock.set(TEN);
    assertThat(used.isFirstUse(ALICE, "text", UNTIL)).isFalse();

    clock.set(UNTIL.plusSeconds(1));
    nanos.set(Duration.between(TEN, UNTIL).toNanos() - 1);
    assertThat(used.isFirstUse(ALICE, "text", UNTIL)).isFalse();
    nanos.incrementAndGet();
    assertThat(used.isFirstUse(ALICE, "text", UNTIL)).isTrue();
  }
}
