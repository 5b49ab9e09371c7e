package io.freehold.adapters.persistence.sql;

import java.nio.file.Path;
import java.sql.SQLException;

/// A database that was copied to where it lies now, and that nobody uses yet.
public final class CopiedDatabase {
  private final Path file;

  public CopiedDatabase(Path file) {
    this.file = file;
  }

  /// A DamagedDatabaseException says that it is no database, or not whole.
  public void mustBeWhole() {
    try (Session session = Connections.toLookAt(file)) {
      String found =
          session.first("PRAGMA integrity_check(1)", row -> row.getString(1)).orElse("nothing");
      if (!found.equals("ok")) {
        throw new SQLException(found);
      }
    } catch (SQLException e) {
      throw new DamagedDatabaseException(e);
    }
  }

  /// Brings it up to date.
  public void migrate(Migrations migrations) {
    try (Session session = Connections.toLookAtACopy(file)) {
      migrations.run(session);
    } catch (SQLException e) {
      throw new DamagedDatabaseException(e);
    }
  }

  /// Changes it, all or nothing.
  ///
  /// @param other a database whose tables are those of `old` meanwhile
  public void change(Path other, Work<?> work) {
    try (Session session = Connections.toLookAtACopy(file)) {
      session.update("ATTACH DATABASE ? AS old", other.toAbsolutePath().toString());
      change(session, work);
    } catch (SQLException e) {
      throw new DamagedDatabaseException(e);
    }
  }

  public void change(Work<?> work) {
    try (Session session = Connections.toLookAtACopy(file)) {
      change(session, work);
    } catch (SQLException e) {
      throw new DamagedDatabaseException(e);
    }
  }

  private static void change(Session session, Work<?> work) throws SQLException {
    session.update("BEGIN IMMEDIATE");
    var _ = work.in(session);
    session.update("COMMIT");
  }
}
