package io.freehold.application.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.port.UsedRequests;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every memory of used requests does.
public abstract class UsedRequestsContract {
  protected static final Instant TEN = Instant.parse("2026-01-21T10:00:00Z");
  protected static final Instant UNTIL = TEN.plusSeconds(60);
  protected static final Address ALICE = new Address("0x" + "a".repeat(40));
  protected static final Address BOB = new Address("0x" + "b".repeat(40));

  private volatile Instant now = TEN;

  /// An empty memory with room for so many requests.
  protected abstract UsedRequests usedRequests(InstantSource clock, int requestsMax);

  @Test
  void knowsTheSecondUseFromTheFirst() {
    UsedRequests used = usedRequests(() -> now, 10);

    assertThat(used.isFirstUse(ALICE, "text", UNTIL)).isTrue();
    assertThat(used.isFirstUse(ALICE, "text", UNTIL)).isFalse();
    assertThat(used.isFirstUse(ALICE, "text", UNTIL.plusSeconds(1))).isFalse();
  }

  @Test
  void tellsSignersAndTextsApart() {
    UsedRequests used = usedRequests(() -> now, 10);
    used.isFirstUse(ALICE, "text", UNTIL);

    assertThat(used.isFirstUse(BOB, "text", UNTIL)).isTrue();
    assertThat(used.isFirstUse(ALICE, "Text", UNTIL)).isTrue();
    assertThat(used.isFirstUse(ALICE, "", UNTIL)).isTrue();
  }

  @Test
  void remembersAsLongAsTheRequestCouldBeAccepted() {
    UsedRequests used = usedRequests(() -> now, 10);
    used.isFirstUse(ALICE, "text", UNTIL);
    now = UNTIL.minusMillis(1);

    assertThat(used.isFirstUse(ALICE, "text", UNTIL)).isFalse();
  }

  @Test
  void refusesRatherThanForgetsWhenItIsFull() {
    UsedRequests used = usedRequests(() -> now, 3);
    IntStream.range(0, 3).forEach(i -> used.isFirstUse(ALICE, "text" + i, UNTIL));

    assertThatThrownBy(() -> used.isFirstUse(ALICE, "one more", UNTIL))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem())
                    .isInstanceOfSatisfying(
                        Problem.ServiceUnavailable.class,
                        problem ->
                            assertThat(problem.because()).isEqualTo(Problem.Cause.OVERLOAD)));
    assertThat(used.isFirstUse(ALICE, "text0", UNTIL)).isFalse();
  }

  @Test
  void makesRoomWhenRequestsAreTooOldToBeAccepted() {
    UsedRequests used = usedRequests(() -> now, 3);
    used.isFirstUse(ALICE, "long", UNTIL.plusSeconds(60));
    used.isFirstUse(ALICE, "short", UNTIL);
    used.isFirstUse(BOB, "short", UNTIL);
    now = UNTIL.plusSeconds(2);

    assertThat(used.isFirstUse(ALICE, "one", UNTIL.plusSeconds(60))).isTrue();
    assertThat(used.isFirstUse(ALICE, "two", UNTIL.plusSeconds(60))).isTrue();
    assertThat(used.isFirstUse(ALICE, "long", UNTIL.plusSeconds(60))).isFalse();
  }

  @Test
  void hasOneFirstUseAmongParallelOnes() {
    UsedRequests used = usedRequests(() -> now, 10);
    var first = new AtomicInteger();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 32)
          .forEach(_ ->
              threads.execute(() -> {
                if (used.isFirstUse(ALICE, "text", UNTIL)) {
                  first.incrementAndGet();
                }
              }));
    }

    assertThat(first).hasValue(1);
  }
}
