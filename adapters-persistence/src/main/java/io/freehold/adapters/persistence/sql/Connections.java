package io.freehold.adapters.persistence.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/// How connections are set up: a committed transaction survives a power loss, and nothing in a
/// database file makes SQLite run or load anything.
final class Connections {
  private static final int BUSY_MILLIS = 5_000;
  private static final int CACHE_KIBIBYTES = 1_024;

  private Connections() {}

  static Session toWrite(Path file) throws SQLException {
    return open(file, config());
  }

  static Session toRead(Path file) throws SQLException {
    Session session = open(file, config());
    session.script("PRAGMA query_only = ON");
    return session;
  }

  /// A database without a write-ahead log, of which SQLite is told that nobody changes it.
  static Session toLookAt(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setTempStore(TempStore.MEMORY);
    return connect(uriOf(file) + "?immutable=1", config);
  }

  /// A database that a server is at work on. Closed last, this connection folds nothing in: it
  /// could not write.
  static Session toLookAtWhileOpen(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(TempStore.MEMORY);
    return connect(uriOf(file), config);
  }

  static Session toLookAtACopy(Path copy) throws SQLException {
    var config = new SQLiteConfig();
    config.setTempStore(TempStore.MEMORY);
    return connect(uriOf(copy), config);
  }

  private static String uriOf(Path file) {
    return file.toAbsolutePath().toUri().toASCIIString();
  }

  private static Session connect(String uri, SQLiteConfig config) throws SQLException {
    return new Session(JDBC.createConnection(JDBC.PREFIX + uri, config.toProperties()));
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(TempStore.MEMORY);
    config.setCacheSize(-CACHE_KIBIBYTES);
    return config;
  }

  /// As a URI, so that no character of the path is taken for a setting.
  private static Session open(Path file, SQLiteConfig config) throws SQLException {
    Session session = connect(uriOf(file), config);
    try {
      session.script(
          "PRAGMA wal_autocheckpoint = 0; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }
}
