package io.freehold.bootstrap;

import io.freehold.application.connect.DeliverWebhooks;
import io.freehold.application.connect.SweepRelay;
import io.freehold.application.connect.TellRevocation;
import io.freehold.application.connect.WatchGrants;
import io.freehold.domain.GrantId;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the relay does without a request: webhooks are told, ends of grants are noticed, what is
/// long over is forgotten. One virtual thread looks round, a few more speak with webhooks, so that
/// a slow one does not keep the others waiting.
final class RelayWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RelayWork.class);
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(60);
  private static final int TALKERS = 8;

  private final DeliverWebhooks deliverWebhooks;
  private final WatchGrants watchGrants;
  private final TellRevocation tellRevocation;
  private final SweepRelay sweepRelay;
  private final Queue<GrantId> revoked = new ConcurrentLinkedQueue<>();
  private final Semaphore news = new Semaphore(0);
  private final Semaphore talkers = new Semaphore(TALKERS);
  private final Thread thread = Thread.ofVirtual().name("relay").unstarted(this::run);
  private volatile boolean isClosed;
  private long lastLookedNanos;
  private long lastSweptNanos;

  RelayWork(
      DeliverWebhooks deliverWebhooks,
      WatchGrants watchGrants,
      TellRevocation tellRevocation,
      SweepRelay sweepRelay) {
    this.deliverWebhooks = deliverWebhooks;
    this.watchGrants = watchGrants;
    this.tellRevocation = tellRevocation;
    this.sweepRelay = sweepRelay;
  }

  void start() {
    thread.start();
  }

  /// There may be something to tell.
  void wake() {
    news.release();
  }

  /// Takes note, and returns at once: a revocation waits for nobody.
  void revoked(GrantId grant) {
    revoked.add(grant);
    wake();
  }

  private void run() {
    lastLookedNanos = System.nanoTime();
    lastSweptNanos = lastLookedNanos;
    try {
      while (!isClosed) {
        var _ = news.tryAcquire(BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
        round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() {
    for (GrantId grant = revoked.poll(); grant != null; grant = revoked.poll()) {
      tell(grant);
    }
    if (System.nanoTime() - lastLookedNanos > BETWEEN_LOOKS.toNanos()) {
      lastLookedNanos = System.nanoTime();
      attempt("look after grants", watchGrants::runOnce);
    }
    if (System.nanoTime() - lastSweptNanos > BETWEEN_SWEEPS.toNanos()) {
      lastSweptNanos = System.nanoTime();
      attempt("sweep sessions", sweepRelay::runOnce);
    }
    talk();
  }

  /// One that fails is found by the next look after grants.
  private void tell(GrantId grant) {
    attempt("tell a revocation", () -> tellRevocation.tell(grant));
  }

  /// Whoever has told one thing looks for the next, and calls for help.
  private void talk() {
    if (!isClosed && talkers.tryAcquire()) {
      Thread.ofVirtual()
          .name("webhooks")
          .start(() -> {
            try {
              attempt("tell webhooks", this::talkWhileThereIsSomething);
            } finally {
              talkers.release();
            }
          });
    }
  }

  private void talkWhileThereIsSomething() {
    while (!isClosed && deliverWebhooks.runOnce() > 0) {
      talk();
    }
  }

  private static void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("relay: {} failed, will be tried again", what, e);
    }
  }

  /// What is being told is finished, for a while.
  @Override
  public void close() {
    isClosed = true;
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(Duration.ofSeconds(5));
      }
      var _ = talkers.tryAcquire(TALKERS, 5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
