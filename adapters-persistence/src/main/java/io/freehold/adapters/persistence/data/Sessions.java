package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.sql.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
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
    this.hadWriteAheadLog =
        disk.size(indexFile.resolveSibling(indexFile.getFileName() + "-wal")) >= 0;
    this.foundChecksum = checksum();
  }

  /// What is to be thought of an index.
  enum Trust {
    /// It has every version that was ever acknowledged.
    WHOLE,
    /// What it has is right, but it was never finished.
    INCOMPLETE,
    /// Nothing in it is to be relied on.
    DOUBTFUL
  }

  Trust trustIn(IndexFile index) {
    if (index.fact(COMPLETE) != 1) {
      return Trust.INCOMPLETE;
    }
    long last = fact(NUMBER);
    long found = index.fact(NUMBER);
    boolean wasStoppedWell = isEven(found);
    boolean isLast =
        wasStoppedWell
            ? found == last && isAsItWas() || found == last + 1
            : (found == last || found == last + 1) && hadWriteAheadLog && index.isSound();
    return isLast ? Trust.WHOLE : Trust.DOUBTFUL;
  }

  private boolean isAsItWas() {
    long expected = fact(CHECKSUM);
    return expected == UNKNOWN || expected == foundChecksum;
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
    setFacts(even, checksum());
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

  private long checksum() {
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
