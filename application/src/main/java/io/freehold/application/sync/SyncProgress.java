package io.freehold.application.sync;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What the synchronisation is doing at this moment, for whoever asks.
public final class SyncProgress {
  private final AtomicReference<Moment> now =
      new AtomicReference<>(new Moment(Phase.IDLE, 0, Optional.empty(), Optional.empty()));

  /// What is being done.
  public enum Phase {
    IDLE,
    UPLOADING,
    REMOVING,
    DOWNLOADING
  }

  /// One moment of it.
  ///
  /// @param done how many files this cycle has dealt with
  /// @param lastCycleAt when a cycle last came to its end
  /// @param brokenOff why the last cycle ended early, in plain words
  public record Moment(
      Phase phase, int done, Optional<Instant> lastCycleAt, Optional<String> brokenOff) {}

  public Moment moment() {
    return now.get();
  }

  public void begin(Phase phase) {
    now.updateAndGet(before ->
        new Moment(
            phase,
            before.phase() == Phase.IDLE ? 0 : before.done(),
            before.lastCycleAt(),
            before.brokenOff()));
  }

  public void add(SyncRound round) {
    now.updateAndGet(before ->
        new Moment(
            before.phase(),
            before.done() + round.done(),
            before.lastCycleAt(),
            before.brokenOff()));
  }

  /// A cycle has come to its end, or to an early one.
  public void end(Instant at, Optional<String> brokenOff) {
    now.updateAndGet(before ->
        new Moment(
            Phase.IDLE,
            before.done(),
            brokenOff.isPresent() ? before.lastCycleAt() : Optional.of(at),
            brokenOff));
  }
}
