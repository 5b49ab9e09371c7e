package io.freehold.adapters.persistence.sql;

import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.domain.Problem;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/// What an error of SQLite is to whoever asked.
final class SqlFailure {
  private SqlFailure() {}

  static RuntimeException of(SQLException e) {
    if (is(e, SQLiteErrorCode.SQLITE_FULL)) {
      return new Problem.DiskFull().asException(e);
    }
    if (is(e, SQLiteErrorCode.SQLITE_CORRUPT) || is(e, SQLiteErrorCode.SQLITE_NOTADB)) {
      return new DamagedDatabaseException(e);
    }
    if (is(e, SQLiteErrorCode.SQLITE_IOERR)
        || is(e, SQLiteErrorCode.SQLITE_CANTOPEN)
        || is(e, SQLiteErrorCode.SQLITE_READONLY)
        || is(e, SQLiteErrorCode.SQLITE_BUSY)
        || is(e, SQLiteErrorCode.SQLITE_LOCKED)
        || is(e, SQLiteErrorCode.SQLITE_NOMEM)
        || is(e, SQLiteErrorCode.SQLITE_PROTOCOL)) {
      return WriteGate.unavailable("the database failed: " + e.getMessage()).asException(e);
    }
    return new IllegalStateException("the database refused a statement", e);
  }

  /// While opening, with statements that are known to be right, whatever is not the disk's fault is
  /// the file's.
  static RuntimeException ofOpening(SQLException e, boolean isWritable) {
    RuntimeException failure = of(e);
    boolean isTheFilesFault =
        failure instanceof IllegalStateException
            || isWritable && is(e, SQLiteErrorCode.SQLITE_READONLY);
    return isTheFilesFault ? new DamagedDatabaseException(e) : failure;
  }

  /// Whether the transaction is surely not on disk, although its commit failed.
  static boolean leavesNoDoubt(SQLException e) {
    return is(e, SQLiteErrorCode.SQLITE_FULL) || is(e, SQLiteErrorCode.SQLITE_BUSY);
  }

  /// Compares primary codes: the driver tells them, not the extended ones, as vendor codes.
  private static boolean is(SQLException e, SQLiteErrorCode code) {
    return (e.getErrorCode() & 0xff) == code.code;
  }
}
