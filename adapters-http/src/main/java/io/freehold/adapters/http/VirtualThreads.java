package io.freehold.adapters.http;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The one bridge between the event loop and blocking code: each request gets a virtual thread of
/// its own, and there are only so many of them (ADR 0002).
final class VirtualThreads {
  private final int inFlightMax;
  private final Semaphore free;
  private final ThreadFactory threads = Thread.ofVirtual().name("request-", 0).factory();

  VirtualThreads(int inFlightMax) {
    this.inFlightMax = inFlightMax;
    this.free = new Semaphore(inFlightMax);
  }

  /// Runs work on a thread of its own; false, without having begun, when as many run as may, or
  /// when some wait to go on.
  boolean run(Runnable work) {
    if (free.hasQueuedThreads() || !free.tryAcquire()) {
      return false;
    }
    threads
        .newThread(() -> {
          try {
            work.run();
          } finally {
            free.release();
          }
        })
        .start();
    return true;
  }

  /// Waits, on a thread that `run` began, for something a client may take its time for. Meanwhile
  /// the thread does not count: slow bodies must not keep others out (threat T30).
  <T> T awaitUncounted(Future<T> future, Duration timeout) throws TimeoutException {
    return awaitUncounted(() -> {}, future, timeout);
  }

  /// @param begin lets the client know that it is waited for; the thread does not count by then
  <T> T awaitUncounted(Runnable begin, Future<T> future, Duration timeout) throws TimeoutException {
    free.release();
    try {
      begin.run();
      return await(future, timeout);
    } finally {
      free.acquireUninterruptibly();
    }
  }

  int inFlight() {
    return inFlightMax - free.availablePermits();
  }

  /// Waits for something of the event loop; never called on it.
  static <T> T await(Future<T> future, Duration timeout) throws TimeoutException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
