package io.freehold.bootstrap.sync;

import io.freehold.application.sync.SyncRound;
import io.freehold.application.sync.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Virtual threads, a few at work at once.
final class BoundedWorkers implements Workers {
  private final Semaphore places;

  BoundedWorkers(int atOnce) {
    this.places = new Semaphore(atOnce);
  }

  @Override
  public <T> SyncRound all(List<T> files, Function<T, SyncRound> work) {
    if (files.isEmpty()) {
      return SyncRound.NOTHING;
    }
    var isOver = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var begun = new ArrayList<Future<SyncRound>>();
      for (T file : files) {
        begun.add(threads.submit(() -> inAPlace(work, file, isOver)));
      }
      return begun.stream().map(BoundedWorkers::result).reduce(SyncRound.NOTHING, SyncRound::plus);
    }
  }

  /// The same workers, which tell somebody after each file.
  Workers telling(Runnable afterEach) {
    return new Workers() {
      @Override
      public <T> SyncRound all(List<T> files, Function<T, SyncRound> work) {
        return BoundedWorkers.this.all(
            files,
            file -> {
              SyncRound result = work.apply(file);
              afterEach.run();
              return result;
            });
      }
    };
  }

  private <T> SyncRound inAPlace(Function<T, SyncRound> work, T file, AtomicBoolean isOver)
      throws InterruptedException {
    places.acquire();
    try {
      SyncRound result = isOver.get() ? SyncRound.NOTHING : work.apply(file);
      isOver.compareAndSet(false, result.brokenOff().isPresent());
      return result;
    } finally {
      places.release();
    }
  }

  private static SyncRound result(Future<SyncRound> done) {
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
