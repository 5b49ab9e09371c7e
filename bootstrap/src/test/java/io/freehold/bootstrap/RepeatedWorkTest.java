package io.freehold.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RepeatedWorkTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @Test
  void isDoneAgainAlthoughItFails() throws InterruptedException {
    var times = new CountDownLatch(3);
    try (var work =
        new RepeatedWork(
            "failing work",
            AT_ONCE,
            _ -> {
              times.countDown();
              throw new IllegalStateException("not now");
            })) {
      work.start();

      assertThat(times.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void isFinishedWhenItIsClosedAndNotInterrupted() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var finished = new AtomicBoolean();
    var work =
        new RepeatedWork(
            "slow work",
            AT_ONCE,
            _ -> {
              begun.countDown();
              try {
                finished.set(release.await(30, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    work.start();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    var closing = Thread.ofPlatform().start(work::close);
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    release.countDown();
    closing.join();

    assertThat(finished).isTrue();
  }

  @Test
  void isToldThatThereIsNoTimeForMore() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var work =
        new RepeatedWork(
            "long work",
            AT_ONCE,
            goesOn -> {
              begun.countDown();
              while (goesOn.getAsBoolean()) {
                Thread.onSpinWait();
              }
              ended.countDown();
            });
    work.start();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    work.close();

    assertThat(ended.getCount()).isZero();
  }

  @Test
  void isNotDoneWhenItNeverStarted() {
    var done = new AtomicBoolean();
    new RepeatedWork("no work", AT_ONCE, _ -> done.set(true)).close();

    assertThat(done).isFalse();
  }
}
