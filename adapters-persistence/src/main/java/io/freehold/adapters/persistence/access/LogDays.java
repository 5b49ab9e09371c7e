package io.freehold.adapters.persistence.access;

import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.Checkpoint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The days of the log that are kept, and where its chain ends. Whoever changes them holds a lock;
/// whoever reads takes them as they are at one moment, and lines are added meanwhile.
final class LogDays implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogDays.class);

  private final LogFolder folder;
  private final LogHealth health;
  private final int textMax;
  private final ReentrantLock changing = new ReentrantLock();
  private final List<LogDay> earlier;
  private Optional<DayWriter> current;
  private Optional<Checkpoint> checkpoint;
  private ChainEnd end;

  /// @param checkpoint where the log begins, if days of it were forgotten
  /// @param textMax characters kept of each text of a line
  LogDays(
      LogFolder folder,
      LogHealth health,
      LogOpening opening,
      Optional<Checkpoint> checkpoint,
      int textMax) {
    this.folder = folder;
    this.health = health;
    this.textMax = textMax;
    this.earlier = opening.earlier();
    this.current = opening.current();
    this.checkpoint = checkpoint;
    this.end = opening.end();
  }

  LogMoment now() {
    changing.lock();
    try {
      var days = new ArrayList<>(earlier);
      current.map(DayWriter::day).ifPresent(days::add);
      return new LogMoment(days, current, checkpoint, end);
    } finally {
      changing.unlock();
    }
  }

  /// Adds a line, and returns where the chain ends with it.
  ChainEnd append(AccessLogEntry entry) {
    changing.lock();
    try {
      health.mustBeWhole();
      LogLine line = LogLine.of(entry, end.sequence() + 1, end.hash(), textMax);
      writerFor(entry.timestamp()).append(line);
      end = new ChainEnd(end.sequence() + 1, line.hash().orElseThrow());
      return end;
    } catch (IOException e) {
      throw health.refusal(e);
    } finally {
      changing.unlock();
    }
  }

  /// Lines stay in the order of writing: when the clock goes back, the day does not, nor does it
  /// become one that was forgotten. No line is of a later day than its file.
  private DayWriter writerFor(Instant time) throws IOException {
    LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
    Optional<LocalDate> open = newest();
    if (open.isEmpty() || open.get().isBefore(day)) {
      begin(kept(day));
    }
    return current.orElseThrow();
  }

  private Optional<LocalDate> newest() {
    return current.flatMap(writer -> LogFolder.dayOf(writer.log()));
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

  /// Lines of a day, in the order of writing.
  List<LogLine> read(LogDay day, long from, int count) {
    try {
      return day.read(from, count);
    } catch (IOException e) {
      return readAgain(day, from, count, e);
    }
  }

  /// Offsets that do not fit are made again, once.
  private List<LogLine> readAgain(LogDay day, long from, int count, IOException because) {
    LOG.warn("The offsets of {} are made again: {}", day.log(), because.toString());
    changing.lock();
    try {
      LogDay rebuilt = rebuilt(day);
      int left = (int) Math.clamp(rebuilt.lines() - from, 0, count);
      return rebuilt.read(from, left);
    } catch (IOException e) {
      throw health.refusal(e);
    } finally {
      changing.unlock();
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

  /// The log begins after a day now; its files are still there.
  ///
  /// @param made what says so
  void leaveOut(Path last, Checkpoint made) {
    changing.lock();
    try {
      earlier.removeIf(day -> day.log().compareTo(last) <= 0);
      checkpoint = Optional.of(made);
    } finally {
      changing.unlock();
    }
  }

  /// Says so when a clock was ahead: the days of the log do not go back with it.
  void warnOfTheFuture(LocalDate today) {
    newest()
        .filter(today::isBefore)
        .ifPresent(day ->
            LOG.warn(
                "the newest day of the access log is {}: the clock was ahead. Until then all lines go"
                    + " there, and that day is not forgotten",
                day));
  }

  @Override
  public void close() {
    changing.lock();
    try {
      if (current.isPresent()) {
        current.get().flushOffsets();
        current.get().close();
      }
    } catch (IOException e) {
      LOG.warn("The access log did not close well: {}", e.toString());
    } finally {
      changing.unlock();
    }
  }
}
