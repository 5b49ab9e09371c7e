package io.freehold.adapters.persistence.connect.postgres;

import io.freehold.adapters.persistence.connect.RelayDatabase;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A pool of connections to PostgreSQL. Whoever asks waits on a thread of their own, never on an
/// event loop; a database that does not answer in time is unavailable.
final class PostgresRelayDatabase implements RelayDatabase {
  /// On which relays tell each other of sessions that have come a step further.
  static final String CHANNEL = "freehold_sessions";

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Pool pool;
  private final Duration timeout;
  private final Map<String, String> numbered = new ConcurrentHashMap<>();

  PostgresRelayDatabase(Pool pool, Duration timeout) {
    this.pool = pool;
    this.timeout = timeout;
  }

  @Override
  public <T> T read(Act<T> act) {
    return act.with(new ClientStatements(pool));
  }

  @Override
  public <T> T write(Act<T> act) {
    SqlConnection connection = done(pool.getConnection());
    try {
      Transaction transaction = done(connection.begin());
      T result;
      try {
        result = act.with(new ClientStatements(connection));
      } catch (RuntimeException e) {
        undo(transaction, e);
        throw e;
      }
      done(transaction.commit());
      return result;
    } finally {
      var _ = connection.close();
    }
  }

  /// The room of a database elsewhere is kept by whoever runs it.
  @Override
  public <T> T writeIfThereIsPlenty(Act<T> act) {
    return write(act);
  }

  @Override
  public void announce(Statements statements, String session) {
    var _ = statements.all("SELECT pg_notify(?, ?) IS NULL", _ -> "", CHANNEL, session);
  }

  private void undo(Transaction transaction, RuntimeException because) {
    try {
      done(transaction.rollback());
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  /// Runs a text of several statements within a transaction.
  void script(SqlConnection connection, String sql) {
    done(connection.query(sql).execute());
  }

  SqlConnection connection() {
    return done(pool.getConnection());
  }

  <T> T done(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      throw unavailable("it did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the wait for it was interrupted", e);
    }
  }

  /// What the server says of a statement is a bug, unless it says that it is not well itself: the
  /// classes 08, 53, 57 and 58 of its codes.
  private static RuntimeException failure(@Nullable Throwable cause) {
    if (cause instanceof PgException e
        && e.getSqlState() != null
        && !e.getSqlState().matches("(08|53|57|58|28|40).*")) {
      return new IllegalStateException("the relay's database refused a statement", e);
    }
    return unavailable(cause == null ? "it failed" : String.valueOf(cause.getMessage()), cause);
  }

  private static ProblemException unavailable(String why, @Nullable Throwable cause) {
    var problem =
        new Problem.ServiceUnavailable(
            Problem.Cause.STORAGE, "the relay's database is not available: " + why, RETRY_AFTER);
    return cause == null ? problem.asException() : problem.asException(cause);
  }

  private final class ClientStatements implements Statements {
    private final SqlClient client;

    ClientStatements(SqlClient client) {
      this.client = client;
    }

    @Override
    public int update(String sql, @Nullable Object... values) {
      return run(sql, values).rowCount();
    }

    @Override
    public <T> List<T> all(String sql, Reading<T> reading, @Nullable Object... values) {
      var all = new ArrayList<T>();
      run(sql, values).forEach(row -> all.add(reading.of(new PostgresRow(row))));
      return all;
    }

    private RowSet<io.vertx.sqlclient.Row> run(String sql, @Nullable Object... values) {
      return done(
          client
              .preparedQuery(numbered.computeIfAbsent(sql, PostgresRelayDatabase::numbered))
              .execute(Tuple.from(values)));
    }
  }

  /// PostgreSQL counts its placeholders.
  private static String numbered(String sql) {
    var text = new StringBuilder();
    int number = 0;
    for (char c : sql.toCharArray()) {
      if (c == '?') {
        text.append('$').append(++number);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private record PostgresRow(io.vertx.sqlclient.Row row) implements Row {
    @Override
    public String text(int column) {
      return row.getString(column);
    }

    @Override
    public Optional<String> textIfAny(int column) {
      return Optional.ofNullable(row.getString(column));
    }

    @Override
    public long number(int column) {
      return row.getLong(column);
    }
  }
}
