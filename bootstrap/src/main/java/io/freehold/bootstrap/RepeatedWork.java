package io.freehold.bootstrap;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that is done again and again, after a pause each time, on a virtual thread of its own: for
/// what may take long and nothing else is to wait for. What fails is tried again after the next
/// pause. Work under way is never interrupted, it may be writing.
final class RepeatedWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedWork.class);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);

  /// What is done each time.
  interface Work {
    /// @param goesOn false once there is no time for more: whatever can be left for the next start
    ///   is left then
    void run(BooleanSupplier goesOn);
  }

  private final String name;
  private final Duration pause;
  private final Work work;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  RepeatedWork(String name, Duration pause, Work work) {
    this.name = name;
    this.pause = pause;
    this.work = work;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      work.run(this::goesOn);
    } catch (RuntimeException e) {
      LOG.warn("{} failed, will be tried again", name, e);
    }
  }

  private boolean goesOn() {
    return stop.getCount() > 0;
  }

  @Override
  public void close() {
    stop.countDown();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (!thread.join(ENDS_WITHIN)) {
        LOG.warn("{} has not ended within {} s", name, ENDS_WITHIN.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
