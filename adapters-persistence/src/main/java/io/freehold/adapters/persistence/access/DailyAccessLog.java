package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.application.port.AccessLog;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The access log as files, one a day (§5.4). A line is handed to the operating system before
/// `append` returns, so that a killed process loses none; `flush`, called every second or so, makes
/// the lines survive a power loss and signs the newest.
public final class DailyAccessLog implements AccessLog, AutoCloseable {
  private final LogFolder folder;
  private final WriteGate gate;
  private final LogHealth health;
  private final SignedEnds ends;
  private final LogDays days;
  private final LogForgetting forgetting;

  /// Flushes have a lock of their own, so that no line waits for one.
  private final ReentrantLock flushing = new ReentrantLock();

  private ChainEnd signed;

  /// @param textMax characters kept of each text of a line
  public DailyAccessLog(
      Path folder,
      Disk disk,
      WriteGate gate,
      Signer serverKey,
      Signatures signatures,
      InstantSource clock,
      int textMax) {
    this.folder = new LogFolder(disk, folder);
    this.gate = gate;
    this.health = new LogHealth(gate);
    this.ends = new SignedEnds(this.folder, serverKey, signatures, clock);
    try {
      this.folder.removeLeftovers();
      Optional<Checkpoint> checkpoint = ends.checkpoint();
      Optional<LogHead> head = ends.head();
      var opening = new LogOpening(this.folder, head, checkpoint);
      this.days = new LogDays(this.folder, health, opening, checkpoint, textMax);
      this.forgetting = new LogForgetting(this.folder, ends, days, health, gate);
      this.signed = opening.signed();
      if (head.isEmpty() && opening.end().equals(ChainEnd.START)) {
        signTheBeginning();
      }
      days.warnOfTheFuture(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  /// A log has a signed head before it has a line, so that one without a head was tampered with.
  private void signTheBeginning() {
    var _ = gate.evenIfFull(() -> sign(ChainEnd.START));
  }

  private ChainEnd sign(ChainEnd newest) {
    try {
      ends.signHead(newest);
      return newest;
    } catch (IOException e) {
      throw health.refusal(e);
    }
  }

  @Override
  public void append(AccessLogEntry entry) {
    var _ = gate.evenIfFull(() -> days.append(entry));
  }

  @Override
  public Listing<LoggedAccess> read(Page page) {
    LogMoment now = days.now();
    var lines = new ArrayList<LoggedAccess>();
    long skip = page.offset();
    for (LogDay day : now.days().reversed()) {
      int wanted = (int) Math.clamp(day.lines() - skip, 0, page.limit() - lines.size());
      for (LogLine line : days.read(day, day.lines() - skip - wanted, wanted).reversed()) {
        line.read().ifPresent(lines::add);
      }
      skip = Math.max(0, skip - day.lines());
      if (lines.size() >= page.limit()) {
        break;
      }
    }
    return new Listing<>(lines, now.lines(), page);
  }

  @Override
  public ChainReport verify(Optional<NotedLine> noted) {
    try {
      // The head first: it may be behind the lines that are read afterwards, never ahead of them.
      Optional<LogHead> head = ends.head();
      LogMoment now = days.now();
      var check = new ChainCheck(head, now.checkpoint(), noted);
      if (!forgetting.hasCheckpoint(now.checkpoint())) {
        check.missCheckpoint();
      }
      now.walk(check, folder, () -> false);
      return check.report(now.end());
    } catch (IOException e) {
      throw health.refusal(e);
    }
  }

  @Override
  public Optional<Checkpoint> forgetBefore(LocalDate day) {
    return forgetting.forgetBefore(day);
  }

  /// Makes what was appended so far survive a power loss, and signs it.
  public void flush() {
    flushing.lock();
    try {
      LogMoment now = days.now();
      if (!health.isBroken() && now.writer().isPresent() && !now.end().equals(signed)) {
        now.writer().get().syncLines();
        signed = gate.evenIfFull(() -> sign(now.end()));
      }
    } catch (IOException e) {
      throw health.refusal(e);
    } finally {
      flushing.unlock();
    }
  }

  @Override
  public void close() {
    forgetting.giveUp();
    try {
      flush();
    } finally {
      forgetting.closeDays();
    }
  }
}
