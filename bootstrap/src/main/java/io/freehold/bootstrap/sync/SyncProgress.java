package io.freehold.bootstrap.sync;

import io.freehold.application.sync.SyncMoment;
import io.freehold.application.sync.SyncMoment.Phase;
import io.freehold.application.sync.SyncRound;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What the synchronisation is doing, for whoever asks meanwhile.
final class SyncProgress {
  private final AtomicReference<SyncMoment> now = new AtomicReference<>(SyncMoment.FIRST);

  SyncMoment moment() {
    return now.get();
  }

  void begin(Phase phase) {
    now.updateAndGet(before ->
        new SyncMoment(
            phase,
            before.phase() == Phase.IDLE ? 0 : before.done(),
            before.lastCycleAt(),
            before.brokenOff()));
  }

  void add(SyncRound round) {
    now.updateAndGet(before ->
        new SyncMoment(
            before.phase(),
            before.done() + round.done(),
            before.lastCycleAt(),
            before.brokenOff()));
  }

  /// A cycle has come to its end, or to an early one.
  void end(Instant at, Optional<String> brokenOff) {
    now.updateAndGet(before ->
        new SyncMoment(
            Phase.IDLE,
            before.done(),
            brokenOff.isPresent() ? before.lastCycleAt() : Optional.of(at),
            brokenOff));
  }
}
