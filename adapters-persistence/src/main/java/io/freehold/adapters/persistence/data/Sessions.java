package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.sql.Database;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells whether the index is the one this home was last used with. Both databases carry a number
/// that grows at every start and every good stop, odd while the store is open. An index with
/// another number is an older copy; one from a crash without its write-ahead log has lost writes.
final class Sessions {
  private static final String FACT = "session";
  private static final String COMPLETE = "is_complete";

  private final Database state;
  private final IndexFile index;
  private final boolean hadWriteAheadLog;

  private Sessions(Database state, IndexFile index, boolean hadWriteAheadLog) {
    this.state = state;
    this.index = index;
    this.hadWriteAheadLog = hadWriteAheadLog;
  }

  /// To be asked before the index is opened, which makes the write-ahead log anew.
  static boolean hasWriteAheadLog(Path indexFile) {
    return Files.exists(indexFile.resolveSibling(indexFile.getFileName() + "-wal"));
  }

  static Sessions of(Database state, IndexFile index, boolean hadWriteAheadLog) {
    return new Sessions(state, index, hadWriteAheadLog);
  }

  /// Whether the index has every version that was ever acknowledged.
  boolean isIndexTrusted() {
    long last = stateNumber();
    boolean wasStopped = last % 2 == 0;
    return index.fact(COMPLETE) == 1
        && index.fact(FACT) == last
        && (wasStopped || hadWriteAheadLog);
  }

  /// From here on the index has everything, and a crash is to be noticed.
  void begin() {
    if (index.fact(COMPLETE) != 1) {
      index.setFact(COMPLETE, 1);
    }
    setBoth(Math.max(stateNumber(), index.fact(FACT)) / 2 * 2 + 1);
  }

  /// Everything is written; the next start need not look for what a crash left.
  void end() {
    setBoth(stateNumber() + 1);
  }

  private long stateNumber() {
    return state
        .read(session -> session.number("SELECT value FROM facts WHERE name = ?", FACT))
        .orElse(0);
  }

  private void setBoth(long number) {
    var _ =
        state.write(session ->
            session.update(
                "INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", FACT, number));
    index.setFact(FACT, number);
  }
}
