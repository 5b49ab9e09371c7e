package io.freehold.adapters.persistence.access;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.access.NotedLine.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks the whole chain, line by line in bounded memory, and says in plain words where it does not
/// hold (threat T52).
final class ChainCheck {
  private static final int BREAKS_MAX = 100;

  private final List<String> breaks = new ArrayList<>();
  private final Map<Path, ChainEnd> ends = new HashMap<>();
  private final Optional<LogHead> head;
  private final Optional<AwaitedLine> signed;
  private final Optional<AwaitedLine> noted;
  private final Optional<Checkpoint> checkpoint;
  private final ChainEnd beginning;
  private ChainEnd end;
  private long lines;

  /// @param head the signed head, if there is one that can be believed
  /// @param checkpoint where the chain begins, if one says so that can be believed
  /// @param noted a line that somebody wrote down
  ChainCheck(Optional<LogHead> head, Optional<Checkpoint> checkpoint, Optional<NotedLine> noted) {
    this.head = head;
    this.signed = head.map(line -> new AwaitedLine(line.sequence(), line.hash()));
    this.noted = noted.map(line -> new AwaitedLine(line.sequence(), line.hash()));
    this.checkpoint = checkpoint;
    this.beginning = ChainEnd.before(checkpoint);
    reach(beginning);
  }

  /// Goes on with the next day.
  ///
  /// @param length how much of it is to be read
  void read(Disk disk, Path log, long length) throws IOException {
    try (var reader = new LineReader(disk.open(log), 0, length)) {
      for (var line = reader.next(); line.isPresent(); line = reader.next()) {
        check(line.get(), log);
      }
      if (reader.start() < length) {
        addBreak("the end of " + log.getFileName() + " is not a whole line");
      }
    }
    ends.put(log, end);
  }

  /// The last line that was read.
  ChainEnd end() {
    return end;
  }

  /// The last line of a day that was read, or of those before it; empty when it was not read.
  Optional<ChainEnd> endOf(Path log) {
    return Optional.ofNullable(ends.get(log));
  }

  private void check(LogLine line, Path log) {
    lines++;
    Optional<LoggedAccess> read = line.read();
    if (read.isEmpty()) {
      addBreak(
          "a line of %s after line %d cannot be read".formatted(log.getFileName(), end.sequence()));
      return;
    }
    String place = log.getFileName() + ", line " + read.get().sequence();
    check(line, read.get(), place);
    LocalDate day = LocalDate.ofInstant(read.get().entry().timestamp(), ZoneOffset.UTC);
    if (LogFolder.dayOf(log).filter(day::isAfter).isPresent()) {
      addBreak(place + ": it is of " + day + ", later than the day of its file");
    }
  }

  private void check(LogLine line, LoggedAccess read, String place) {
    if (!line.isIntact()) {
      addBreak(place + ": it was changed after it was written");
    }
    if (read.sequence() > end.sequence() + 1) {
      addBreak(place + ": " + missing(end.sequence() + 1, read.sequence() - 1) + " before it");
    } else if (read.sequence() <= end.sequence()) {
      addBreak(place + ": it stands after line " + end.sequence());
    } else if (!read.prev().equals(end.hash())) {
      addBreak(place + ": it does not follow from the line before it");
    }
    reach(new ChainEnd(read.sequence(), read.hash()));
  }

  private void reach(ChainEnd reached) {
    end = reached;
    if (signed.filter(line -> line.meet(reached)).isPresent()) {
      addBreak("line " + reached.sequence() + " is not the one whose hash was signed");
    }
    if (noted.filter(line -> line.meet(reached)).isPresent()) {
      addBreak("line " + reached.sequence() + " is not the one that was noted");
    }
  }

  private static String missing(long from, long to) {
    return from == to
        ? "line " + from + " is missing"
        : "lines " + from + " to " + to + " are missing";
  }

  /// Everything was read.
  ///
  /// @param expected where this server knows that the log ends
  ChainReport report(ChainEnd expected) {
    if (signed.isEmpty()) {
      addBreak("the signed head is missing, or this server did not sign it");
    }
    boolean isHeadFound = signed.filter(AwaitedLine::isThere).isPresent();
    long signedUpTo = signed.map(AwaitedLine::sequence).orElse(0L);
    long known = Math.max(expected.sequence(), signedUpTo);
    if (end.sequence() < known) {
      addBreak("at the end, " + missing(end.sequence() + 1, known));
    } else if (end.sequence() == expected.sequence() && !end.hash().equals(expected.hash())) {
      addBreak("the last line is not the one this server wrote");
    } else if (signed.isPresent() && !isHeadFound) {
      addBreak("line " + signedUpTo + ", the signed head, is missing");
    }
    Optional<Fate> fate = noted.map(this::fate);
    if (fate.filter(Fate.MISSING::equals).isPresent()) {
      addBreak("line " + noted.get().sequence() + ", which was noted, is missing");
    }
    return new ChainReport(
        lines,
        isHeadFound ? signedUpTo - beginning.sequence() : 0,
        end.hash(),
        head.map(LogHead::told),
        checkpoint,
        fate,
        breaks);
  }

  private Fate fate(AwaitedLine line) {
    if (line.isThere()) {
      return line.isAnother() ? Fate.CHANGED : Fate.KEPT;
    }
    return line.sequence() < beginning.sequence() ? Fate.FORGOTTEN : Fate.MISSING;
  }

  /// What says where the chain begins is not there, or is not to be believed.
  void missCheckpoint() {
    addBreak("the checkpoint is missing, or this server did not sign it");
  }

  /// Something else is wrong with the log.
  void addBreak(String found) {
    if (breaks.size() < BREAKS_MAX) {
      breaks.add(found);
    } else if (breaks.size() == BREAKS_MAX) {
      breaks.add("and more");
    }
  }
}
