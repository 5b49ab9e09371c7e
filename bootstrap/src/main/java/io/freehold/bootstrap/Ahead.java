package io.freehold.bootstrap;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Something that takes a while to make and is not needed at once: made beside the rest of a start.
final class Ahead<T> {
  private final FutureTask<T> task;

  private Ahead(Supplier<T> making) {
    this.task = new FutureTask<>(making::get);
  }

  static <T> Ahead<T> begin(Supplier<T> making) {
    var ahead = new Ahead<>(making);
    var _ = Thread.ofPlatform().name("ahead").daemon().start(ahead.task);
    return ahead;
  }

  /// Waits until it is made; what went wrong in the making is thrown here.
  T get() {
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          wasInterrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
