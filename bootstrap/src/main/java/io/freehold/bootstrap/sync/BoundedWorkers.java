package io.freehold.bootstrap.sync;

import io.freehold.application.sync.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Virtual threads, a few at work at once.
final class BoundedWorkers implements Workers {
  private final Semaphore places;

  BoundedWorkers(int atOnce) {
    this.places = new Semaphore(atOnce);
  }

  @Override
  public <T, R> List<R> all(List<T> items, Function<T, R> work) {
    if (items.isEmpty()) {
      return List.of();
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var begun = new ArrayList<Future<R>>();
      for (T item : items) {
        begun.add(threads.submit(() -> inAPlace(work, item)));
      }
      return begun.stream().map(BoundedWorkers::result).toList();
    }
  }

  /// The same workers, which tell somebody after each item.
  Workers telling(Runnable afterEach) {
    return new Workers() {
      @Override
      public <T, R> List<R> all(List<T> items, Function<T, R> work) {
        return BoundedWorkers.this.all(
            items,
            item -> {
              R result = work.apply(item);
              afterEach.run();
              return result;
            });
      }
    };
  }

  private <T, R> R inAPlace(Function<T, R> work, T item) throws InterruptedException {
    places.acquire();
    try {
      return work.apply(item);
    } finally {
      places.release();
    }
  }

  private static <R> R result(Future<R> done) {
    try {
      return done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
