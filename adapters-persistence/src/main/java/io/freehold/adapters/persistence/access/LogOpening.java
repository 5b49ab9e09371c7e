package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the end of the chain after a start. What a crash tore off the last lines is cut away and
/// kept aside; lines the signed head covers are never cut. Where lines are missing or were written
/// anew, the chain goes on in a way that keeps the break visible for ever: signing the next head
/// must not heal it.
final class LogOpening {
  private static final Logger LOG = LoggerFactory.getLogger(LogOpening.class);

  private final LogFolder folder;
  private final Optional<LogHead> head;
  private final ChainEnd before;
  private final List<LogDay> earlier = new ArrayList<>();
  private final Optional<DayWriter> current;
  private final ChainEnd end;
  private boolean isWhole = true;

  /// @param head the signed head, if there is one that can be believed
  /// @param checkpoint where the log begins, if one says so that can be believed
  LogOpening(LogFolder folder, Optional<LogHead> head, Optional<Checkpoint> checkpoint)
      throws IOException {
    this.folder = folder;
    this.head = head;
    this.before = ChainEnd.before(checkpoint);
    List<Path> logs = folder.logsAfter(checkpoint);
    for (Path log : logs.subList(0, Math.max(0, logs.size() - 1))) {
      earlier.add(LogDay.sealed(folder.disk(), log));
    }
    this.current = logs.isEmpty() ? Optional.empty() : Optional.of(open(logs.getLast()));
    this.end = findEnd();
  }

  List<LogDay> earlier() {
    return earlier;
  }

  Optional<DayWriter> current() {
    return current;
  }

  ChainEnd end() {
    return end;
  }

  /// Up to where a head was signed. A log that is not whole is not signed until it has a new line,
  /// which shows the break.
  ChainEnd signed() {
    return isWhole
        ? head.map(h -> new ChainEnd(h.sequence(), h.hash())).orElse(ChainEnd.START)
        : end;
  }

  private DayWriter open(Path log) throws IOException {
    Disk disk = folder.disk();
    DayWriter writer = DayWriter.open(disk, log);
    try {
      long good = intactLines(writer.day());
      if (good < writer.lines() || writer.tornBytes() > 0) {
        cut(writer, good);
      }
      return writer;
    } catch (IOException e) {
      writer.close();
      throw e;
    }
  }

  private void cut(DayWriter writer, long line) throws IOException {
    DayWriter before = writer;
    long from = line < before.lines() ? before.day().startOf(line) : before.length();
    Path torn = folder.keepTorn(writer.log(), from);
    writer.cut(line);
    LOG.warn("The end of {} was torn by a crash; it is kept in {}", writer.log(), torn);
  }

  /// How many lines are whole, beginning with those that the head vouches for.
  private long intactLines(LogDay day) throws IOException {
    long line = firstUnsigned(day);
    while (line < day.lines() && day.read(line, 1).getFirst().isIntact()) {
      line++;
    }
    return line;
  }

  /// The first line after the signed head; without a head, the last line there is.
  private long firstUnsigned(LogDay day) throws IOException {
    if (day.lines() == 0) {
      return 0;
    }
    Optional<Long> first = sequenceOf(day, 0);
    if (first.isEmpty()) {
      first = sequenceBefore().map(last -> last + 1);
    }
    if (head.isEmpty() || first.isEmpty()) {
      return day.lines() - 1;
    }
    return Math.clamp(head.get().sequence() - first.get() + 1, 0, day.lines());
  }

  /// The number of the last line before the newest day, whose own first line may be torn.
  private Optional<Long> sequenceBefore() throws IOException {
    for (LogDay day : earlier.reversed()) {
      if (day.lines() > 0) {
        return sequenceOf(day, day.lines() - 1);
      }
    }
    return Optional.of(before.sequence());
  }

  private static Optional<Long> sequenceOf(LogDay day, long line) throws IOException {
    return day.read(line, 1).getFirst().read().map(LoggedAccess::sequence);
  }

  private ChainEnd findEnd() throws IOException {
    ChainEnd last = lastLine();
    if (head.isEmpty()) {
      // The next line holds on to nothing, which no line but the first may.
      isWhole = last.equals(ChainEnd.START);
      return new ChainEnd(last.sequence(), LogLine.NO_HASH);
    }
    LogHead signed = head.get();
    isWhole =
        signed.sequence() == last.sequence()
            ? signed.hash().equals(last.hash())
            : signed.sequence() < last.sequence() && hasSignedLine(last, signed);
    if (!isWhole) {
      LOG.error("The access log is not the one whose head was signed; run freehold audit verify");
    }
    return isWhole
        ? last
        : new ChainEnd(Math.max(signed.sequence(), last.sequence()), signed.hash());
  }

  private boolean hasSignedLine(ChainEnd last, LogHead signed) throws IOException {
    if (signed.sequence() == before.sequence()) {
      return signed.hash().equals(before.hash());
    }
    return fromEnd(last.sequence() - signed.sequence())
        .flatMap(LogLine::hash)
        .filter(signed.hash()::equals)
        .isPresent();
  }

  private ChainEnd lastLine() throws IOException {
    return fromEnd(0)
        .flatMap(LogLine::read)
        .map(line -> new ChainEnd(line.sequence(), line.hash()))
        .orElse(before);
  }

  /// @param back 0 for the last line
  private Optional<LogLine> fromEnd(long back) throws IOException {
    var days = new ArrayList<>(earlier);
    current.map(DayWriter::day).ifPresent(days::add);
    long left = back;
    for (LogDay day : days.reversed()) {
      if (left < day.lines()) {
        return Optional.of(day.read(day.lines() - 1 - left, 1).getFirst());
      }
      left -= day.lines();
    }
    return Optional.empty();
  }
}
