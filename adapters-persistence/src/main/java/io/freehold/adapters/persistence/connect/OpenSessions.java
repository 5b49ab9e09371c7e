package io.freehold.adapters.persistence.connect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.domain.Address;
import java.util.concurrent.atomic.AtomicLong;

/// How many sessions are open at most, in all and of each builder: as many as there were when they
/// were counted, and all that were begun since. Sessions end without being noticed here, so the
/// truth is never more; only when it might be too much, somebody has to count again.
final class OpenSessions {
  private static final long UNKNOWN = Long.MAX_VALUE / 2;
  private static final int BUILDERS_MAX = 10_000;

  private final AtomicLong inAll = new AtomicLong(UNKNOWN);
  private final Cache<Address, AtomicLong> byBuilder =
      Caffeine.newBuilder().maximumSize(BUILDERS_MAX).executor(Runnable::run).build();

  /// Takes note of one more; whether there is room for it in all.
  boolean isRoomInAll(int max) {
    return inAll.incrementAndGet() <= max;
  }

  /// Takes note of one more of a builder; whether there is room for it.
  boolean isRoomFor(Address builder, int max) {
    return byBuilder.get(builder, _ -> new AtomicLong(UNKNOWN)).incrementAndGet() <= max;
  }

  void counted(long open) {
    inAll.set(open);
  }

  void counted(Address builder, long open) {
    byBuilder.put(builder, new AtomicLong(open));
  }
}
