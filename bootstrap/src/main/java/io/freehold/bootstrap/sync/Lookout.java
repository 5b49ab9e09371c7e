package io.freehold.bootstrap.sync;

import io.freehold.application.port.StorageBackend;
import io.freehold.application.sync.BackendView;
import io.freehold.application.sync.Patience;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Remembers how each backend was last seen, by looking on while it is used; it asks nobody.
public final class Lookout {
  private final InstantSource clock;
  private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();

  public Lookout(InstantSource clock) {
    this.clock = clock;
  }

  private record Sighting(Instant at, Optional<StorageFailure> failure) {
    boolean isReachable() {
      return failure.filter(failed -> failed.reason() == Reason.UNAVAILABLE).isEmpty();
    }
  }

  /// The same backend, looked on, for calls that somebody waits for.
  public StorageBackend watched(StorageBackend backend) {
    return new WatchedBackend(backend, this, Optional.empty());
  }

  /// The same, for work that nobody waits for.
  ///
  /// @param pause how time passes when it asks to slow down
  public StorageBackend watched(StorageBackend backend, Patience.Pause pause) {
    return new WatchedBackend(backend, this, Optional.of(pause));
  }

  /// How a backend was last seen.
  public BackendView view(StorageBackend backend, boolean isSelected) {
    Optional<Sighting> seen = Optional.ofNullable(sightings.get(backend.name()));
    return new BackendView(
        backend.name(),
        placeOf(backend),
        isSelected,
        seen.map(Sighting::isReachable),
        seen.map(Sighting::at),
        seen.flatMap(Sighting::failure).map(StorageFailure::message));
  }

  /// Which account it is can be a secret that is not open yet.
  private static String placeOf(StorageBackend backend) {
    try {
      return backend.place();
    } catch (StorageException e) {
      return backend.name();
    }
  }

  <T> T look(StorageBackend backend, Supplier<T> act) {
    return look(backend, Optional.empty(), act);
  }

  /// A backend that asks to slow down is given its time.
  <T> T look(StorageBackend backend, Optional<Patience.Pause> pause, Supplier<T> act) {
    for (int waits = 0; ; waits++) {
      try {
        return once(backend, act);
      } catch (StorageException e) {
        if (e.failure().reason() != Reason.RATE_LIMITED
            || !hasWaited(pause, waits, e.failure().retryAfter())) {
          throw e;
        }
      }
    }
  }

  /// An interrupted wait leaves it at the refusal.
  private static boolean hasWaited(
      Optional<Patience.Pause> pause, int waits, Optional<Duration> asked) {
    try {
      return Patience.hasWaited(pause, waits, asked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// That something is not there, or is there already, is a good answer.
  private <T> T once(StorageBackend backend, Supplier<T> act) {
    try {
      T result = act.get();
      saw(backend, Optional.empty());
      return result;
    } catch (StorageException e) {
      boolean isAnswer =
          switch (e.failure().reason()) {
            case NOT_FOUND, TAKEN, TOO_LARGE -> true;
            case NOT_ALLOWED, OUT_OF_QUOTA, RATE_LIMITED, UNAVAILABLE, NONSENSE -> false;
          };
      saw(backend, isAnswer ? Optional.empty() : Optional.of(e.failure()));
      throw e;
    }
  }

  private void saw(StorageBackend backend, Optional<StorageFailure> failure) {
    sightings.put(backend.name(), new Sighting(clock.instant(), failure));
  }
}
