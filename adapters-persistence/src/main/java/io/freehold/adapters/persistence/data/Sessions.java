package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells whether the index is the one this home was last used with, and whole. Both databases carry
/// a number that grows at every start and every stop, odd while the store is open; the index is
/// always the first to get it. An index with another number is an older copy, one from a crash
/// without its write-ahead log has lost writes, and one that was stopped well is to have the
/// checksum it had then.
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final String NUMBER = "session";
  private static final String CHECKSUM = "index_checksum";
  private static final String COMPLETE = "is_complete";
  private static final long UNKNOWN = -1;

  private final Database state;
  private final Path indexFile;
  private final Disk disk;
  private final boolean hadWriteAheadLog;
  private final long foundChecksum;

  /// To be made before the index is opened, which changes what is found.
  Sessions(Database state, Path indexFile, Disk disk) throws IOException {
    this.state = state;
    this.indexFile = indexFile;
    this.disk = disk;
    this.hadWriteAheadLog = hasWriteAheadLog(indexFile, disk);
    this.foundChecksum = checksum(indexFile, disk);
  }

  private static boolean hasWriteAheadLog(Path indexFile, Disk disk) throws IOException {
    return disk.size(indexFile.resolveSibling(indexFile.getFileName() + "-wal")) >= 0;
  }

  /// What is to be thought of an index.
  enum Trust {
    /// It has every version that was ever acknowledged.
    WHOLE,
    /// What it has is right, and a crash may have cut off what it had last.
    INTERRUPTED,
    /// What it has is right, but it was never finished.
    INCOMPLETE,
    /// Nothing in it is to be relied on.
    DOUBTFUL
  }

  Trust trustIn(IndexFile index) {
    if (index.fact(COMPLETE) != 1) {
      return Trust.INCOMPLETE;
    }
    long found = index.fact(NUMBER);
    boolean isLast =
        belong(found, fact(NUMBER), hadWriteAheadLog)
            && (isEven(found) ? isAsItWas(found) : index.isSound());
    if (!isLast) {
      return Trust.DOUBTFUL;
    }
    return isEven(found) ? Trust.WHOLE : Trust.INTERRUPTED;
  }

  /// Whether an index with one number may be the one that was last used.
  ///
  /// @param last the number the other database has
  private static boolean belong(long found, long last, boolean hasWriteAheadLog) {
    return (found == last || found == last + 1) && (isEven(found) || hasWriteAheadLog);
  }

  private boolean isAsItWas(long found) {
    return found != fact(NUMBER) || isAsItWas(fact(CHECKSUM), foundChecksum);
  }

  private static boolean isAsItWas(long expected, long found) {
    return expected == UNKNOWN || expected == found;
  }

  /// What is wrong with an index that nobody has open; empty when it is the one that was last used.
  static Optional<String> doubt(Snapshot index, Snapshot state, Path indexFile, Disk disk)
      throws IOException {
    long found = fact(index, NUMBER);
    long last = fact(state, NUMBER);
    if (fact(index, COMPLETE) != 1) {
      return Optional.of("it was never finished");
    }
    if (!belong(found, last, hasWriteAheadLog(indexFile, disk))) {
      return Optional.of(
          isEven(found) || found != last && found != last + 1
              ? "it is not the one this home was last used with"
              : "it has lost its write-ahead log");
    }
    boolean isChanged =
        isEven(found)
            && found == last
            && !isAsItWas(fact(state, CHECKSUM), checksum(indexFile, disk));
    return isChanged ? Optional.of("it was changed after the server stopped") : Optional.empty();
  }

  private static long fact(Snapshot database, String name) {
    return database
        .read(session -> session.number("SELECT value FROM facts WHERE name = ?", name))
        .orElse(0);
  }

  private static boolean isEven(long number) {
    return number % 2 == 0;
  }

  /// From here on the index has everything, and a crash is to be noticed.
  void begin(IndexFile index) {
    if (index.fact(COMPLETE) != 1) {
      index.setFact(COMPLETE, 1);
    }
    long odd = Math.max(fact(NUMBER), index.fact(NUMBER)) / 2 * 2 + 1;
    index.setFact(NUMBER, odd);
    setFacts(odd, UNKNOWN);
  }

  /// Closes the index for good.
  void end(IndexFile index) {
    long even = fact(NUMBER) + 1;
    index.setFact(NUMBER, even);
    index.close();
    setFacts(even, checksum(indexFile, disk));
  }

  private long fact(String name) {
    return state
        .read(session -> session.number("SELECT value FROM facts WHERE name = ?", name))
        .orElse(0);
  }

  private void setFacts(long number, long checksum) {
    String set = "INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)";
    var _ =
        state.write(session ->
            session.update(set, NUMBER, number) + session.update(set, CHECKSUM, checksum));
  }

  private static long checksum(Path indexFile, Disk disk) {
    try {
      if (disk.size(indexFile) < 0) {
        return UNKNOWN;
      }
      try (InputStream in = disk.open(indexFile);
          var checked = new CheckedInputStream(in, new CRC32C())) {
        checked.transferTo(OutputStream.nullOutputStream());
        return checked.getChecksum().getValue();
      }
    } catch (IOException e) {
      LOG.warn("{} could not be read: {}", indexFile, e.toString());
      return UNKNOWN;
    }
  }
}
