package io.freehold.bootstrap;

import io.freehold.application.grant.SendRevocations;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens without a request: the access log reaches the disk, revocations reach the gateway,
/// memory that is not needed goes back to the system. One virtual thread, one round after the
/// other.
final class BackgroundWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);
  private static final Duration BETWEEN_SENDS = Duration.ofSeconds(30);

  private final Duration interval;
  private final Runnable flush;
  private final SendRevocations sendRevocations;
  private final Thread thread = Thread.ofVirtual().name("background").unstarted(this::run);
  private final SpareMemory spareMemory = SpareMemory.ofThisProcess();
  private long lastSentNanos;

  BackgroundWork(Duration interval, Runnable flush, SendRevocations sendRevocations) {
    this.interval = interval;
    this.flush = flush;
    this.sendRevocations = sendRevocations;
  }

  void start() {
    thread.start();
  }

  private void run() {
    lastSentNanos = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(interval);
        round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() {
    attempt("flush", flush);
    spareMemory.look();
    if (System.nanoTime() - lastSentNanos > BETWEEN_SENDS.toNanos()) {
      lastSentNanos = System.nanoTime();
      attempt("send revocations", sendRevocations::runOnce);
    }
  }

  /// A round that fails is tried again with the next.
  private static void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("background: {} failed, will be tried again", what, e);
    }
  }

  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
