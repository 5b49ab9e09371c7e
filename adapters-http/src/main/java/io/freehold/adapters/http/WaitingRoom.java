package io.freehold.adapters.http;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where requests wait for news of a subject. Waiting takes a little memory and no thread, so that
/// as many can wait as there may be connections.
final class WaitingRoom {
  private final Map<String, Set<Seat>> seats = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  /// One request that waits.
  final class Seat {
    private final String subject;
    private final Runnable whenLeaving;
    private final AtomicBoolean hasLeft = new AtomicBoolean();

    private Seat(String subject, Runnable whenLeaving) {
      this.subject = subject;
      this.whenLeaving = whenLeaving;
    }

    /// Ends the waiting; done already is done.
    void leave() {
      if (hasLeft.compareAndSet(false, true)) {
        var _ =
            seats.computeIfPresent(
                subject,
                (_, all) -> {
                  all.remove(this);
                  return all.isEmpty() ? null : all;
                });
        whenLeaving.run();
      }
    }
  }

  Seat enter(String subject, Runnable whenLeaving) {
    var seat = new Seat(subject, whenLeaving);
    var _ =
        seats.compute(
            subject,
            (_, all) -> {
              Set<Seat> with = all == null ? new HashSet<>() : all;
              with.add(seat);
              return with;
            });
    if (isClosed) {
      seat.leave();
    }
    return seat;
  }

  /// Whoever waits for this need not wait any longer.
  void tell(String subject) {
    Set<Seat> waiting = seats.remove(subject);
    if (waiting != null) {
      waiting.forEach(Seat::leave);
    }
  }

  /// Nobody waits any longer.
  void close() {
    isClosed = true;
    seats.keySet().forEach(this::tell);
  }

  int waiting() {
    return seats.values().stream().mapToInt(Set::size).sum();
  }
}
