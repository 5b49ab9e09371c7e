package io.freehold.adapters.persistence.connect;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The relay's database in a file of the home.
public final class SqliteRelayDatabase implements RelayDatabase {
  private final Database database;

  public SqliteRelayDatabase(Database database) {
    this.database = database;
  }

  @Override
  public <T> T read(Act<T> act) {
    return database.read(session -> done(session, act));
  }

  @Override
  public <T> T write(Act<T> act) {
    return database.write(session -> done(session, act));
  }

  @Override
  public <T> T writeIfThereIsPlenty(Act<T> act) {
    return database.writeIfThereIsPlenty(session -> done(session, act));
  }

  /// Nobody else works on a file of this home.
  @Override
  public void announce(Statements statements, String session) {}

  private static <T> T done(Session session, Act<T> act) throws SQLException {
    try {
      return act.with(new SessionStatements(session));
    } catch (Failed e) {
      throw e.cause;
    }
  }

  /// Carries an SQLException through what knows none.
  private static final class Failed extends RuntimeException {
    private final SQLException cause;

    Failed(SQLException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private record SessionStatements(Session session) implements Statements {
    @Override
    public int update(String sql, @Nullable Object... values) {
      try {
        return session.update(sql, values);
      } catch (SQLException e) {
        throw new Failed(e);
      }
    }

    @Override
    public <T> List<T> all(String sql, Reading<T> reading, @Nullable Object... values) {
      try {
        return session.all(sql, row -> reading.of(new ResultRow(row)), values);
      } catch (SQLException e) {
        throw new Failed(e);
      }
    }
  }

  private record ResultRow(ResultSet row) implements Row {
    @Override
    public String text(int column) {
      return textIfAny(column).orElseThrow(() -> new IllegalStateException("a column is empty"));
    }

    @Override
    public Optional<String> textIfAny(int column) {
      try {
        return Optional.ofNullable(row.getString(column + 1));
      } catch (SQLException e) {
        throw new Failed(e);
      }
    }

    @Override
    public long number(int column) {
      try {
        return row.getLong(column + 1);
      } catch (SQLException e) {
        throw new Failed(e);
      }
    }
  }
}
