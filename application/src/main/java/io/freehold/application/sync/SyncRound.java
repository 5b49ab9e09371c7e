package io.freehold.application.sync;

import java.util.Optional;

/// What one round of uploads, downloads or removals came to.
///
/// @param done how many were dealt with
/// @param failed how many are remembered to be tried again
/// @param brokenOff why the round ended before its end, in plain words; empty when it did not
public record SyncRound(int done, int failed, Optional<String> brokenOff) {
  public static final SyncRound NOTHING = new SyncRound(0, 0, Optional.empty());
  static final SyncRound ONE = new SyncRound(1, 0, Optional.empty());

  public SyncRound plus(SyncRound other) {
    return new SyncRound(done + other.done, failed + other.failed, brokenOff.or(other::brokenOff));
  }

  static SyncRound failed(Failure failure) {
    return new SyncRound(
        0, 1, failure.concernsAll() ? Optional.of(failure.message()) : Optional.empty());
  }
}
