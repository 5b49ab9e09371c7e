package io.freehold.adapters.persistence.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A database that nobody has open, as it lies there: looked at without changing a byte of it, of
/// its write-ahead log or of its folder. One that has a write-ahead log is copied first, because
/// SQLite cannot read that without writing beside it.
public final class Snapshot implements AutoCloseable {
  private static final List<String> SIDE_FILES = List.of("", "-wal");

  private final Session session;
  private final Optional<Path> copy;

  private Snapshot(Session session, Optional<Path> copy) {
    this.session = session;
    this.copy = copy;
  }

  /// A DamagedDatabaseException says that the file is no database, or not whole; an
  /// IllegalStateException, that a newer version of this server wrote it.
  public static Snapshot of(Path file, Migrations migrations) throws IOException {
    boolean hasLog = sizeOf(beside(file, "-wal")) > 0;
    Optional<Path> copy = hasLog ? Optional.of(copyOf(file)) : Optional.empty();
    try {
      Session session =
          copy.isPresent() ? Connections.toLookAtACopy(copy.get()) : Connections.toLookAt(file);
      var snapshot = new Snapshot(session, copy);
      snapshot.mustBeWhole(migrations);
      return snapshot;
    } catch (SQLException e) {
      removeCopy(copy);
      throw new DamagedDatabaseException(e);
    } catch (RuntimeException e) {
      removeCopy(copy);
      throw e;
    }
  }

  /// Reads a database that a server is at work on.
  public static <T> T readOpen(Path file, Work<T> work) {
    try (Session session = Connections.toLookAtWhileOpen(file)) {
      return work.in(session);
    } catch (SQLException e) {
      throw new DamagedDatabaseException(e);
    }
  }

  private void mustBeWhole(Migrations migrations) throws SQLException {
    try {
      migrations.mustKnow(session);
      String found =
          session.first("PRAGMA integrity_check(1)", row -> row.getString(1)).orElse("nothing");
      if (!found.equals("ok")) {
        throw new SQLException(found);
      }
      migrations.mustBeDone(session);
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static Path copyOf(Path file) throws IOException {
    Path folder = Files.createTempDirectory("freehold-fsck-");
    for (String suffix : SIDE_FILES) {
      Files.copy(beside(file, suffix), beside(folder.resolve("copy.db"), suffix));
    }
    return folder.resolve("copy.db");
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static long sizeOf(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  public <T> T read(Work<T> work) {
    try {
      return work.in(session);
    } catch (SQLException e) {
      throw new DamagedDatabaseException(e);
    }
  }

  /// Whether it has a table, which one that was last used by an earlier version may not have.
  public boolean hasTable(String name) {
    return this.<Boolean>read(session ->
        session
            .number("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", name)
            .isPresent());
  }

  /// Whether a table has a column, which that of an earlier version may not have.
  public boolean hasColumn(String table, String name) {
    return this.<Boolean>read(session ->
        session
            .number("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", table, name)
            .isPresent());
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException e) {
      throw new DamagedDatabaseException(e);
    } finally {
      removeCopy(copy);
    }
  }

  private static void removeCopy(Optional<Path> copy) {
    copy.ifPresent(file -> {
      for (String suffix : List.of("", "-wal", "-shm")) {
        beside(file, suffix).toFile().delete();
      }
      file.resolveSibling(".").normalize().toFile().delete();
    });
  }
}
