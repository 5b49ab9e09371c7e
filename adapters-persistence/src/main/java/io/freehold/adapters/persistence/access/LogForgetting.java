package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets the oldest days of the log (threat T54). The signed checkpoint is on disk before a file
/// goes, so that at no moment lines are missing that nobody vouches for. Files go with the call
/// after the one that forgot them, and until then nothing more is forgotten: whoever began to read
/// them has that long. Neither lines nor flushes wait for it.
final class LogForgetting {
  private static final Logger LOG = LoggerFactory.getLogger(LogForgetting.class);

  /// So that a clock that is wrong for some hours costs weeks of the oldest days, and not the log.
  private static final int DAYS_AT_ONCE = 7;

  private final LogFolder folder;
  private final SignedEnds ends;
  private final LogDays days;
  private final LogHealth health;
  private final WriteGate gate;
  private final ReentrantLock forgetting = new ReentrantLock();
  private Optional<Checkpoint> met = Optional.empty();
  private Optional<Checkpoint> cleared = Optional.empty();
  private volatile boolean isOver;

  LogForgetting(LogFolder folder, SignedEnds ends, LogDays days, LogHealth health, WriteGate gate) {
    this.folder = folder;
    this.ends = ends;
    this.days = days;
    this.health = health;
    this.gate = gate;
  }

  /// Lets the log begin later, if all lines of some days are of days before this one.
  Optional<Checkpoint> forgetBefore(LocalDate day) {
    forgetting.lock();
    try {
      gate.mustBeOpen();
      Optional<LogHead> head = ends.head();
      LogMoment now = days.now();
      if (!clear(now.checkpoint())) {
        return Optional.empty();
      }
      Optional<LogDay> last = lastOf(now.days(), day);
      return last.isEmpty() ? Optional.empty() : forgotten(last.get(), head, now);
    } catch (IOException e) {
      throw health.refusal(e);
    } finally {
      forgetting.unlock();
    }
  }

  /// Removes the files of the days before a checkpoint, if it was there at the call before; false
  /// while they have to stay.
  private boolean clear(Optional<Checkpoint> checkpoint) throws IOException {
    if (!cleared.equals(checkpoint)) {
      if (!met.equals(checkpoint)) {
        met = checkpoint;
        return false;
      }
      folder.removeThrough(checkpoint.orElseThrow().through());
      cleared = checkpoint;
    }
    return true;
  }

  /// The last of the days that can go now. The newest never does. A day was written to until the
  /// next one began, whatever a clock that was behind says in its lines: that one is to be old too.
  private static Optional<LogDay> lastOf(List<LogDay> days, LocalDate before) {
    int count = 0;
    while (count < Math.min(days.size() - 1, DAYS_AT_ONCE)
        && dayOf(days.get(count)).isBefore(before)
        && !dayOf(days.get(count + 1)).isAfter(before)) {
      count++;
    }
    return count == 0 ? Optional.empty() : Optional.of(days.get(count - 1));
  }

  private static LocalDate dayOf(LogDay day) {
    return LogFolder.dayOf(day.log()).orElseThrow();
  }

  /// Only of a log that holds as a whole, up to a signed head: nothing that was tampered with is to
  /// become a beginning.
  private Optional<Checkpoint> forgotten(LogDay last, Optional<LogHead> head, LogMoment now)
      throws IOException {
    var check = new ChainCheck(head, now.checkpoint(), Optional.empty());
    if (!ends.hasCheckpoint(now.checkpoint())) {
      check.missCheckpoint();
    }
    now.walk(check, folder, () -> isOver);
    if (isOver) {
      return Optional.empty();
    }
    Optional<ChainEnd> reached = check.endOf(last.log());
    ChainReport report = check.report(now.end());
    if (!report.holds()) {
      LOG.error(
          "The access log does not hold, so no day of it is forgotten ({}); run freehold audit verify",
          report.breaks().getFirst());
      return Optional.empty();
    }
    return reached
        .filter(end -> head.filter(line -> line.sequence() >= end.sequence()).isPresent())
        .map(end -> gate.evenIfFull(() -> leftOut(last, end)));
  }

  private Checkpoint leftOut(LogDay last, ChainEnd end) {
    try {
      Checkpoint made = ends.signCheckpoint(dayOf(last), end);
      met = Optional.of(made);
      days.leaveOut(last.log(), made);
      LOG.info("The access log up to {}, line {}, is forgotten", made.through(), made.sequence());
      return made;
    } catch (IOException e) {
      throw health.refusal(e);
    }
  }

  /// Whether the checkpoint on the disk is this one. While another may be taking its place, it is
  /// left to the next look.
  boolean hasCheckpoint(Optional<Checkpoint> known) throws IOException {
    if (ends.hasCheckpoint(known) || !forgetting.tryLock()) {
      return true;
    }
    try {
      return ends.hasCheckpoint(days.now().checkpoint());
    } finally {
      forgetting.unlock();
    }
  }

  /// Whatever is under way need not come to an end.
  void giveUp() {
    isOver = true;
  }

  /// Closes the days, as soon as what is under way is over.
  void closeDays() {
    forgetting.lock();
    try {
      days.close();
    } finally {
      forgetting.unlock();
    }
  }
}
