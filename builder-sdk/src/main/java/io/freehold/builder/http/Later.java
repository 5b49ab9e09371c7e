package io.freehold.builder.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/// Does later what can be done now: the same straight line, on a virtual thread of its own.
public final class Later {
  private final ThreadFactory threads;

  public Later(ThreadFactory threads) {
    this.threads = threads;
  }

  /// Cancelling the future interrupts the work.
  public <T> CompletableFuture<T> call(Supplier<T> work) {
    var running = new Running<T>();
    Thread thread = threads.newThread(() -> running.become(work));
    running.thread = thread;
    thread.start();
    return running;
  }

  private static final class Running<T> extends CompletableFuture<T> {
    private volatile Thread thread = Thread.currentThread();

    void become(Supplier<T> work) {
      try {
        complete(work.get());
      } catch (Throwable e) {
        completeExceptionally(e);
      }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean isCancelled = super.cancel(mayInterrupt);
      if (isCancelled) {
        thread.interrupt();
      }
      return isCancelled;
    }
  }
}
