package io.freehold.application.access;

import io.freehold.application.port.AccessLog;
import io.freehold.domain.access.Checkpoint;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Forgets what the access log has of days that lie further back than the owner wants to keep
/// (threat T54).
public final class ForgetOldAccesses {
  private final AccessLog accessLog;
  private final InstantSource clock;
  private final Optional<Integer> keptDays;

  /// @param keptDays every line is kept for at least so many days, 1 or more; empty for ever
  public ForgetOldAccesses(AccessLog accessLog, InstantSource clock, Optional<Integer> keptDays) {
    this.accessLog = accessLog;
    this.clock = clock;
    this.keptDays = keptDays;
  }

  /// Forgets a week at most, so that a clock that is wrong for a while costs no more. Where the log
  /// begins then, if anything was forgotten.
  public Optional<Checkpoint> runOnce() {
    // Without a number of days, what was forgotten before is still to be removed.
    return accessLog.forgetBefore(
        keptDays
            .map(days -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days))
            .orElse(LocalDate.MIN));
  }
}
