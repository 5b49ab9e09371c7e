package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.application.port.AccessLog;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.domain.ProblemException;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The access log as files, one a day (§5.4). A line is handed to the operating system before
/// `append` returns, so that a killed process loses none; `flush`, called every second or so, makes
/// the lines survive a power loss and signs the newest.
public final class DailyAccessLog implements AccessLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DailyAccessLog.class);
  private static final String NO_CHECKPOINT =
      "the checkpoint is missing, or this server did not sign it";

  /// So that a clock that is wrong for some hours costs weeks of the oldest days, and not the log.
  private static final int DAYS_AT_ONCE = 7;

  private final LogFolder folder;
  private final WriteGate gate;
  private final Signer serverKey;
  private final Signatures signatures;
  private final InstantSource clock;
  private final int textMax;

  /// Held by whoever adds a line; flushes have a lock of their own, so that no line waits for one.
  private final ReentrantLock appending = new ReentrantLock();

  private final ReentrantLock flushing = new ReentrantLock();

  /// Held by whoever forgets days; neither lines nor flushes wait for it.
  private final ReentrantLock forgetting = new ReentrantLock();

  private final LogForgetting logForgetting;
  private final List<LogDay> earlier;
  private Optional<Checkpoint> checkpoint;
  private Optional<DayWriter> current;
  private ChainEnd end;
  private ChainEnd signed;
  private volatile boolean isBroken;
  private volatile boolean isClosed;

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
    this.serverKey = serverKey;
    this.signatures = signatures;
    this.clock = clock;
    this.textMax = textMax;
    this.logForgetting = new LogForgetting(this.folder, serverKey, clock);
    try {
      this.folder.removeLeftovers();
      this.checkpoint = believedCheckpoint();
      Optional<LogHead> head = believedHead();
      var opening = new LogOpening(this.folder, head, checkpoint);
      this.earlier = opening.earlier();
      this.current = opening.current();
      this.end = opening.end();
      this.signed = opening.signed();
      signTheBeginning(head);
      warnOfTheFuture();
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  /// A log has a signed head before it has a line, so that one without a head was tampered with.
  private void signTheBeginning(Optional<LogHead> head) {
    if (head.isEmpty() && end.equals(ChainEnd.START)) {
      var _ = gate.evenIfFull(() -> signed(ChainEnd.START));
    }
  }

  /// The days of the log do not go back with the clock.
  private void warnOfTheFuture() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    current
        .flatMap(writer -> LogFolder.dayOf(writer.log()))
        .filter(today::isBefore)
        .ifPresent(day ->
            LOG.warn(
                "the newest day of the access log is {}: the clock was ahead. Until then all lines go"
                    + " there, and that day is not forgotten",
                day));
  }

  private ChainEnd signed(ChainEnd reached) {
    try {
      folder.write(LogHead.sign(reached.sequence(), reached.hash(), clock.instant(), serverKey));
      return reached;
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private Optional<LogHead> believedHead() throws IOException {
    return folder.head().filter(head -> head.isSignedBy(serverKey.address(), signatures));
  }

  private Optional<Checkpoint> believedCheckpoint() throws IOException {
    return folder
        .checkpoint()
        .filter(signed -> signed.isSignedBy(serverKey.address(), signatures))
        .map(LogCheckpoint::checkpoint);
  }

  @Override
  public void append(AccessLogEntry entry) {
    var _ = gate.evenIfFull(() -> added(entry));
  }

  private ChainEnd added(AccessLogEntry entry) {
    appending.lock();
    try {
      mustBeWhole();
      LogLine line = LogLine.of(entry, end.sequence() + 1, end.hash(), textMax);
      writerFor(entry.timestamp()).append(line);
      end = new ChainEnd(end.sequence() + 1, line.hash().orElseThrow());
      return end;
    } catch (IOException e) {
      throw refusal(e);
    } finally {
      appending.unlock();
    }
  }

  private void mustBeWhole() {
    if (isBroken) {
      throw WriteGate.unavailable("the access log could not be kept; check the disk and restart")
          .asException();
    }
  }

  /// Lines stay in the order of writing: when the clock goes back, the day does not, nor does it
  /// become one that was forgotten. No line is of a later day than its file.
  private DayWriter writerFor(Instant time) throws IOException {
    LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
    Optional<LocalDate> open = current.flatMap(writer -> LogFolder.dayOf(writer.log()));
    if (open.isEmpty() || open.get().isBefore(day)) {
      begin(kept(day));
    }
    return current.orElseThrow();
  }

  private LocalDate kept(LocalDate day) {
    return checkpoint.map(made -> made.through().plusDays(1)).filter(day::isBefore).orElse(day);
  }

  /// The day before is whole on the disk before there is another: only the newest is mended at a
  /// start.
  private void begin(LocalDate day) throws IOException {
    if (current.isPresent()) {
      current.get().seal();
    }
    DayWriter next = DayWriter.open(folder.disk(), folder.logOf(day));
    try {
      folder.disk().syncFolder(folder.path());
    } catch (IOException e) {
      next.close();
      throw e;
    }
    Optional<DayWriter> before = current;
    current = Optional.of(next);
    if (before.isPresent()) {
      earlier.add(before.get().day());
      before.get().close();
    }
  }

  @Override
  public Listing<LoggedAccess> read(Page page) {
    List<LogDay> days = state().days();
    long total = days.stream().mapToLong(LogDay::lines).sum();
    var lines = new ArrayList<LoggedAccess>();
    long skip = page.offset();
    for (LogDay day : days.reversed()) {
      int wanted = (int) Math.clamp(day.lines() - skip, 0, page.limit() - lines.size());
      for (LogLine line : read(day, day.lines() - skip - wanted, wanted).reversed()) {
        line.read().ifPresent(lines::add);
      }
      skip = Math.max(0, skip - day.lines());
      if (lines.size() >= page.limit()) {
        break;
      }
    }
    return new Listing<>(lines, total, page);
  }

  /// The log at one moment.
  private record State(
      List<LogDay> days,
      Optional<DayWriter> writer,
      Optional<Checkpoint> checkpoint,
      ChainEnd end) {
    /// A day that began after this moment is not part of it.
    boolean isToBeRead(Path log) {
      return days.isEmpty() || log.compareTo(days.getLast().log()) <= 0;
    }

    /// Earlier days are read whole, the newest one as far as it was written.
    long lengthOf(Path log, Disk disk) throws IOException {
      boolean isNewest = !days.isEmpty() && days.getLast().log().equals(log);
      return isNewest ? days.getLast().length() : disk.size(log);
    }
  }

  private State state() {
    appending.lock();
    try {
      var days = new ArrayList<>(earlier);
      current.map(DayWriter::day).ifPresent(days::add);
      return new State(days, current, checkpoint, end);
    } finally {
      appending.unlock();
    }
  }

  private List<LogLine> read(LogDay day, long from, int count) {
    try {
      return count == 0 ? List.of() : day.read(from, count);
    } catch (IOException e) {
      return readAgain(day, from, count, e);
    }
  }

  /// Offsets that do not fit are made again, once.
  private List<LogLine> readAgain(LogDay day, long from, int count, IOException because) {
    LOG.warn("The offsets of {} are made again: {}", day.log(), because.toString());
    appending.lock();
    try {
      LogDay rebuilt = rebuilt(day);
      int left = (int) Math.clamp(rebuilt.lines() - from, 0, count);
      return rebuilt.read(from, left);
    } catch (IOException e) {
      throw refusal(e);
    } finally {
      appending.unlock();
    }
  }

  private LogDay rebuilt(LogDay day) throws IOException {
    if (current.filter(writer -> writer.log().equals(day.log())).isPresent()) {
      current.get().seal();
      current.get().close();
      current = Optional.of(DayWriter.reindexing(folder.disk(), day.log()));
      return current.get().day();
    }
    if (earlier.stream().noneMatch(known -> known.log().equals(day.log()))) {
      throw new NoSuchFileException(day.log().toString(), null, "this day was forgotten");
    }
    LogDay rebuilt = LogDay.rebuilt(folder.disk(), day.log());
    earlier.replaceAll(known -> known.log().equals(day.log()) ? rebuilt : known);
    return rebuilt;
  }

  @Override
  public ChainReport verify(Optional<NotedLine> noted) {
    try {
      // The head first: it may be behind the lines that are read afterwards, never ahead of them.
      Optional<LogHead> head = believedHead();
      State now = state();
      var check = new ChainCheck(head, now.checkpoint(), noted);
      if (!hasCheckpoint(now.checkpoint())) {
        check.addBreak(NO_CHECKPOINT);
      }
      walk(check, now, () -> false);
      return check.report(now.end());
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /// Whether the checkpoint on the disk is this one. While another may be taking its place, it is
  /// left to the next look.
  private boolean hasCheckpoint(Optional<Checkpoint> known) throws IOException {
    if (isOnDisk(known) || !forgetting.tryLock()) {
      return true;
    }
    try {
      return isOnDisk(state().checkpoint());
    } finally {
      forgetting.unlock();
    }
  }

  private boolean isOnDisk(Optional<Checkpoint> known) throws IOException {
    return known.isPresent() ? believedCheckpoint().equals(known) : !folder.hasCheckpoint();
  }

  private void walk(ChainCheck check, State now, BooleanSupplier isOver) throws IOException {
    for (Path log : folder.logsAfter(now.checkpoint())) {
      if (now.isToBeRead(log) && !isOver.getAsBoolean()) {
        check.read(folder.disk(), log, now.lengthOf(log, folder.disk()));
      }
    }
  }

  @Override
  public Optional<Checkpoint> forgetBefore(LocalDate day) {
    forgetting.lock();
    try {
      gate.mustBeOpen();
      Optional<LogHead> head = believedHead();
      State now = state();
      if (!logForgetting.clear(now.checkpoint())) {
        return Optional.empty();
      }
      Optional<LogDay> last = lastOf(now.days(), day);
      return last.isEmpty() ? Optional.empty() : forgotten(last.get(), head, now);
    } catch (IOException e) {
      throw refusal(e);
    } finally {
      forgetting.unlock();
    }
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
  private Optional<Checkpoint> forgotten(LogDay last, Optional<LogHead> head, State now)
      throws IOException {
    var check = new ChainCheck(head, now.checkpoint(), Optional.empty());
    if (!isOnDisk(now.checkpoint())) {
      check.addBreak(NO_CHECKPOINT);
    }
    walk(check, now, () -> isClosed);
    if (isClosed) {
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
      Checkpoint made = logForgetting.forget(dayOf(last), end);
      appending.lock();
      try {
        earlier.removeIf(day -> day.log().compareTo(last.log()) <= 0);
        checkpoint = Optional.of(made);
      } finally {
        appending.unlock();
      }
      return made;
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /// Makes what was appended so far survive a power loss, and signs it.
  public void flush() {
    flushing.lock();
    try {
      State now = state();
      if (!isBroken && now.writer().isPresent() && !now.end().equals(signed)) {
        now.writer().get().syncLines();
        signed = gate.evenIfFull(() -> signed(now.end()));
      }
    } catch (IOException e) {
      throw refusal(e);
    } finally {
      flushing.unlock();
    }
  }

  /// After a failed fsync lines may be gone, and no further one is to hide that.
  private ProblemException refusal(IOException failure) {
    ProblemException refusal = gate.refusal(failure);
    if (failure instanceof SyncFailedException && gate.isClosed()) {
      isBroken = true;
    }
    return refusal;
  }

  @Override
  public void close() {
    isClosed = true;
    try {
      flush();
    } finally {
      forgetting.lock();
      appending.lock();
      try {
        closeCurrent();
      } finally {
        appending.unlock();
        forgetting.unlock();
      }
    }
  }

  private void closeCurrent() {
    try {
      if (current.isPresent()) {
        current.get().flushOffsets();
        current.get().close();
      }
    } catch (IOException e) {
      LOG.warn("The access log did not close well: {}", e.toString());
    }
  }
}
