package io.freehold.adapters.persistence.identity;

import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.UsedRequests;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.UsedRequestsContract;
import io.freehold.domain.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryUsedRequestsTest extends UsedRequestsContract {
  /// Time really passes as the clock says.
  @Override
  protected UsedRequests usedRequests(InstantSource clock, int requestsMax) {
    return new MemoryUsedRequests(
        clock, () -> Duration.between(TEN, clock.instant()).toNanos(), requestsMax, _ -> true);
  }

  @Test
  void keepsHalfOfItsRoomForTheOwner() {
    var clock = new HandSetClock(TEN);
    var nanos = new AtomicLong();
    var used = new MemoryUsedRequests(clock, nanos::get, 5, ALICE::equals);
    assertThat(used.isFirstUse(BOB, "1", UNTIL)).isTrue();
    assertThat(used.isFirstUse(BOB, "2", UNTIL)).isTrue();
    assertRefused(() -> used.isFirstUse(BOB, "3", UNTIL), Problem.ServiceUnavailable.class);
    assertThat(used.isFirstUse(BOB, "1", UNTIL)).isFalse();

    for (int i = 0; i < 3; i++) {
      assertThat(used.isFirstUse(ALICE, "text " + i, UNTIL)).isTrue();
    }
    assertRefused(() -> used.isFirstUse(ALICE, "4", UNTIL), Problem.ServiceUnavailable.class);

    clock.set(UNTIL.plusSeconds(1));
    nanos.set(Duration.between(TEN, UNTIL).toNanos());
    assertThat(used.isFirstUse(BOB, "3", UNTIL.plusSeconds(9))).isTrue();
    assertThat(used.isFirstUse(BOB, "4", UNTIL.plusSeconds(9))).isTrue();
    assertRefused(
        () -> used.isFirstUse(BOB, "5", UNTIL.plusSeconds(9)), Problem.ServiceUnavailable.class);
  }

  @Test
  void bringsNothingBackWhenTheClockIsSetAheadAndBackAgain() {
    var clock = new HandSetClock(TEN);
    var nanos = new AtomicLong();
    var used = new MemoryUsedRequests(clock, nanos::get, 10, _ -> true);
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
