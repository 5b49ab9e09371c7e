package io.freehold.adapters.persistence.data;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Hands out the names of versions, each once and each after all before it in its scope, whatever
/// the clock does (ADR 0005): the second of receipt where it is free, else the next millisecond.
final class VersionAllocator {
  private final Function<Scope, OptionalLong> highWater;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Scope, Busy> busy = new HashMap<>();

  /// @param highWater the newest version that was ever committed, in milliseconds
  VersionAllocator(Function<Scope, OptionalLong> highWater) {
    this.highWater = highWater;
  }

  /// A scope some of whose versions are being written.
  private static final class Busy {
    private long highWater;
    private long deletedThrough = -1;
    private final Set<Long> dropped = new HashSet<>();
    private int writers;

    private Busy(long highWater) {
      this.highWater = highWater;
    }

    private CollectedAt next(long wanted) {
      var version = CollectedAt.ofMillis(Math.max(wanted, highWater + 1));
      highWater = version.epochMillis();
      return version;
    }
  }

  /// A name that nobody else gets while this is open, and nobody ever once it is committed.
  final class Reservation implements AutoCloseable {
    private final Scope scope;
    private final Busy state;
    private volatile CollectedAt version;

    private Reservation(Scope scope, Busy state, CollectedAt version) {
      this.scope = scope;
      this.state = state;
      this.version = version;
    }

    CollectedAt version() {
      return version;
    }

    /// Whether a deletion has meanwhile claimed this name for good, of its scope or of a version
    /// that came under it and went again.
    boolean isDeleted() {
      lock.lock();
      try {
        return version.epochMillis() <= state.deletedThrough
            || state.dropped.contains(version.epochMillis());
      } finally {
        lock.unlock();
      }
    }

    /// Gives this name up for the next one.
    void takeAnother() {
      lock.lock();
      try {
        version = state.next(0);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (--state.writers == 0) {
          busy.remove(scope);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  Reservation reserve(Scope scope, Instant receivedAt) {
    lock.lock();
    try {
      Busy state = busy.get(scope);
      if (state == null) {
        state = new Busy(highWater.apply(scope).orElse(-1));
      }
      CollectedAt version = state.next(receivedAt.truncatedTo(ChronoUnit.SECONDS).toEpochMilli());
      state.writers++;
      busy.put(scope, state);
      return new Reservation(scope, state, version);
    } finally {
      lock.unlock();
    }
  }

  /// A version being written under this name is to take another one.
  void dropped(Scope scope, CollectedAt version) {
    lock.lock();
    try {
      Busy state = busy.get(scope);
      if (state != null) {
        state.dropped.add(version.epochMillis());
      }
    } finally {
      lock.unlock();
    }
  }

  /// Versions being written under names up to this one are to take other names.
  void deleted(Scope scope, CollectedAt through) {
    lock.lock();
    try {
      Busy state = busy.get(scope);
      if (state != null) {
        state.deletedThrough = through.epochMillis();
      }
    } finally {
      lock.unlock();
    }
  }
}
