package io.freehold.application.sync;

import java.time.Instant;
import java.util.Optional;

/// What the synchronisation is doing at one moment.
///
/// @param done how many files this cycle has dealt with
/// @param lastCycleAt when a cycle last came to its end
/// @param brokenOff why the last cycle ended early, in plain words
public record SyncMoment(
    Phase phase, int done, Optional<Instant> lastCycleAt, Optional<String> brokenOff) {
  /// Before anything has happened.
  public static final SyncMoment FIRST =
      new SyncMoment(Phase.IDLE, 0, Optional.empty(), Optional.empty());

  /// What is being done.
  public enum Phase {
    IDLE,
    UPLOADING,
    REMOVING,
    DOWNLOADING
  }
}
