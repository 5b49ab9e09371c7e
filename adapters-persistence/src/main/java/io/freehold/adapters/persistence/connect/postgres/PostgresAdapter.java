package io.freehold.adapters.persistence.connect.postgres;

import io.freehold.adapters.persistence.connect.StoredDeliveries;
import io.freehold.adapters.persistence.connect.StoredGrantWatches;
import io.freehold.adapters.persistence.connect.StoredSessions;
import io.freehold.application.Limits;
import io.freehold.application.port.Deliveries;
import io.freehold.application.port.GrantWatches;
import io.freehold.application.port.Sessions;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What the relay keeps, in a PostgreSQL database that several relays may share.
public final class PostgresAdapter implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// Shorter, so that nobody is handed a connection after having given up.
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);

  private static final Duration BETWEEN_CONNECTS = Duration.ofSeconds(2);
  private static final int POOL_MAX = 8;
  private static final int WAITING_MAX = 1_000;
  private static final int PIPELINED_MAX = 64;

  /// Of nobody else's locks: the first bytes of the name of this program.
  private static final long LOCK = 0x66726565686f6c64L;

  private final Pool pool;
  private final PostgresRelayDatabase database;
  private final Limits limits;
  private final Vertx vertx;
  private final Settings settings;
  private Optional<PgSubscriber> subscriber = Optional.empty();

  /// Where the database is.
  ///
  /// @param url such as `postgresql://relay@db.example.com/freehold`, without the password
  /// @param tls whether the connection is encrypted and the server's certificate checked
  /// @param trusted certificates in a PEM file that the server's is checked against; those this
  ///   machine trusts, where there are none
  public record Settings(
      String url, Optional<Secret> password, boolean tls, Optional<Path> trusted) {
    public Settings {
      if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
        throw new IllegalArgumentException(
            "a database is named like postgresql://user@host:5432/database");
      }
      var _ = parsed(url);
    }

    private static PgConnectOptions parsed(String url) {
      try {
        return PgConnectOptions.fromUri(url);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "a database is named like postgresql://user@host:5432/database", e);
      }
    }

    private PgConnectOptions options() {
      PgConnectOptions options =
          parsed(url)
              .setPipeliningLimit(PIPELINED_MAX)
              .setCachePreparedStatements(true)
              .setSslMode(tls ? SslMode.VERIFY_FULL : SslMode.DISABLE);
      password.ifPresent(secret -> options.setPassword(secret.reveal()));
      if (tls) {
        var ssl = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        trusted.ifPresent(
            file -> ssl.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        options.setSslOptions(ssl);
      }
      return options;
    }
  }

  private PostgresAdapter(Vertx vertx, Settings settings, Pool pool, Limits limits) {
    this.vertx = vertx;
    this.settings = settings;
    this.pool = pool;
    this.database = new PostgresRelayDatabase(pool, TIMEOUT);
    this.limits = limits;
  }

  /// Connects, and makes the tables where they are not there yet.
  public static PostgresAdapter open(Vertx vertx, Settings settings, Limits limits) {
    Pool pool =
        PgBuilder.pool()
            .with(
                new PoolOptions()
                    .setMaxSize(POOL_MAX)
                    .setMaxWaitQueueSize(WAITING_MAX)
                    .setConnectionTimeout((int) CONNECT_TIMEOUT.toSeconds())
                    .setConnectionTimeoutUnit(TimeUnit.SECONDS))
            .connectingTo(settings.options())
            .using(vertx)
            .build();
    var adapter = new PostgresAdapter(vertx, settings, pool, limits);
    try {
      adapter.migrate();
      return adapter;
    } catch (RuntimeException e) {
      adapter.close();
      throw e;
    }
  }

  /// Of several relays that start at once one does it, and the others wait.
  private void migrate() {
    SqlConnection connection = database.connection();
    try {
      Transaction transaction = database.done(connection.begin());
      database.script(
          connection,
          "SELECT pg_advisory_xact_lock("
              + LOCK
              + "); CREATE TABLE IF NOT EXISTS relay_steps (step BIGINT PRIMARY KEY)");
      int next = stepsDone(connection) + 1;
      for (var script = script(next); script.isPresent(); script = script(++next)) {
        database.script(
            connection, script.get() + "\nINSERT INTO relay_steps VALUES (" + next + ")");
      }
      database.done(transaction.commit());
    } finally {
      var _ = connection.close();
    }
  }

  private int stepsDone(SqlConnection connection) {
    int done =
        database
            .done(
                connection
                    .query("SELECT coalesce(max(step), 0)::bigint FROM relay_steps")
                    .execute())
            .iterator()
            .next()
            .getLong(0)
            .intValue();
    if (done > 0 && script(done).isEmpty()) {
      throw new IllegalStateException(
          "the relay's database was made by a newer version of this server (step " + done + ")");
    }
    return done;
  }

  private static Optional<String> script(int number) {
    try (InputStream in = PostgresAdapter.class.getResourceAsStream("relay-" + number + ".sql")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Tells of sessions that any relay on this database takes further. While the line is cut, nobody
  /// is told; it is opened again.
  ///
  /// @param news called on an event loop, so it must not wait
  public void listen(Consumer<SessionId> news) {
    PgSubscriber line =
        PgSubscriber.subscriber(vertx, settings.options())
            .reconnectPolicy(_ -> BETWEEN_CONNECTS.toMillis());
    line.channel(PostgresRelayDatabase.CHANNEL).handler(id -> news.accept(new SessionId(id)));
    var _ = database.done(line.connect());
    subscriber = Optional.of(line);
  }

  /// Asks the database each time: another relay may have changed them.
  public Sessions sessions() {
    return new StoredSessions(database, limits.webhooksMax());
  }

  public GrantWatches grantWatches() {
    return new StoredGrantWatches(database, limits.webhooksMax());
  }

  public Deliveries deliveries() {
    return new StoredDeliveries(database);
  }

  @Override
  public void close() {
    subscriber.ifPresent(line -> database.done(line.close()));
    database.done(pool.close());
  }
}
