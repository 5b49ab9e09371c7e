package io.freehold.application.sync;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// What one round of uploads, downloads or removals came to.
///
/// @param done how many were dealt with
/// @param failed how many are remembered to be tried again
/// @param brokenOff why the round ended before its end, in plain words; empty when it did not
/// @param retryAfter how long the service that broke it off asked to be left alone
public record SyncRound(
    int done, int failed, Optional<String> brokenOff, Optional<Duration> retryAfter) {
  public static final SyncRound NOTHING = new SyncRound(0, 0, Optional.empty());
  static final SyncRound ONE = new SyncRound(1, 0, Optional.empty());

  /// One that no service asked anything of.
  public SyncRound(int done, int failed, Optional<String> brokenOff) {
    this(done, failed, brokenOff, Optional.empty());
  }

  public SyncRound plus(SyncRound other) {
    return new SyncRound(
        done + other.done,
        failed + other.failed,
        brokenOff.or(other::brokenOff),
        Stream.of(retryAfter, other.retryAfter)
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder()));
  }

  static SyncRound failed(Failure failure) {
    return failure.concernsAll()
        ? new SyncRound(0, 1, Optional.of(failure.message()), failure.retryAfter())
        : new SyncRound(0, 1, Optional.empty());
  }
}
