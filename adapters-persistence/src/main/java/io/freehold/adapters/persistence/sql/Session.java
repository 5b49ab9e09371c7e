package io.freehold.adapters.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A connection and the statements it has prepared. Statements are constants of this project, so
/// that there are few; values are always bound. Not for two threads at once.
public final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /// Returns how many rows it changed.
  public int update(String sql, @Nullable Object... values) throws SQLException {
    return run(sql, PreparedStatement::executeUpdate, values);
  }

  public <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    return until(_ -> false, sql, row, values);
  }

  /// The rows up to the first that is the last one wanted, and with it.
  public <T> List<T> until(Predicate<T> isLast, String sql, Row<T> row, @Nullable Object... values)
      throws SQLException {
    return query(
        sql,
        results -> {
          var rows = new ArrayList<T>();
          while (results.next()) {
            rows.add(row.of(results));
            if (isLast.test(rows.getLast())) {
              break;
            }
          }
          return rows;
        },
        values);
  }

  public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values)
      throws SQLException {
    return query(
        sql, results -> results.next() ? Optional.of(row.of(results)) : Optional.empty(), values);
  }

  /// The first column of the first row; empty when there is no row or no value.
  public OptionalLong number(String sql, @Nullable Object... values) throws SQLException {
    return query(
        sql,
        results -> {
          if (!results.next()) {
            return OptionalLong.empty();
          }
          long number = results.getLong(1);
          return results.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
        },
        values);
  }

  private <T> T query(String sql, Row<T> reading, @Nullable Object... values) throws SQLException {
    return run(
        sql,
        statement -> {
          try (ResultSet results = statement.executeQuery()) {
            return reading.of(results);
          }
        },
        values);
  }

  private interface Run<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /// A statement that failed is of no use any more: the driver gives up its native half.
  private <T> T run(String sql, Run<T> run, @Nullable Object... values) throws SQLException {
    try {
      return run.of(bound(sql, values));
    } catch (SQLException e) {
      forget(sql, e);
      throw e;
    }
  }

  private void forget(String sql, SQLException because) {
    try (PreparedStatement failed = statements.remove(sql)) {
      because.addSuppressed(new SQLException("in: " + sql));
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  /// Runs a text of several statements, without values.
  void script(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      var _ = statement.executeUpdate(sql);
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i] instanceof Optional<?> o ? o.orElse(null) : values[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
