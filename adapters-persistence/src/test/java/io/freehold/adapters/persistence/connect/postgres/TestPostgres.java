package io.freehold.adapters.persistence.connect.postgres;

import io.freehold.application.Limits;
import io.freehold.domain.identity.Secret;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A PostgreSQL for the tests of this run: in a container where a Docker engine answers, else from
/// the binaries that Maven brings. A machine that can have neither says so.
final class TestPostgres {
  static final Vertx VERTX = Vertx.vertx();
  private static final String PASSWORD = "relay-'password";
  private static Optional<TestPostgres> started = Optional.empty();
  private static Optional<String> whyNot = Optional.empty();

  private final String host;
  private final int port;
  private final String admin;
  private final String adminPassword;

  private TestPostgres(String host, int port, String admin, String adminPassword) {
    this.host = host;
    this.port = port;
    this.admin = admin;
    this.adminPassword = adminPassword;
  }

  /// One without tables.
  static TestPostgres emptied() throws Exception {
    TestPostgres postgres = running();
    postgres.run(
        "DROP SCHEMA IF EXISTS public CASCADE",
        "CREATE SCHEMA public",
        "DROP ROLE IF EXISTS relay",
        "CREATE ROLE relay LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'",
        "GRANT ALL ON SCHEMA public TO relay");
    return postgres;
  }

  private static synchronized TestPostgres running() {
    if (started.isEmpty() && whyNot.isEmpty()) {
      try {
        started = Optional.of(isDockerThere() ? inAContainer() : fromBinaries());
      } catch (Exception | LinkageError e) {
        whyNot = Optional.of(e.toString());
        System.err.println(
            "NOT TRIED on this machine: the relay on PostgreSQL. There is neither a Docker engine nor"
                + " can the embedded binaries be started: "
                + e);
      }
    }
    Assumptions.assumeTrue(
        started.isPresent(), () -> "PostgreSQL cannot be had on this machine: " + whyNot);
    return started.orElseThrow();
  }

  private static boolean isDockerThere() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }

  @SuppressWarnings("resource") // stays until the end of the run, which takes it away
  private static TestPostgres inAContainer() {
    var container = new PostgreSQLContainer("postgres:18-alpine");
    container.start();
    return new TestPostgres(
        container.getHost(),
        container.getMappedPort(5432),
        container.getUsername(),
        container.getPassword());
  }

  @SuppressWarnings("resource") // a hook of its own stops it
  private static TestPostgres fromBinaries() throws Exception {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    var started = new TestPostgres("localhost", postgres.getPort(), "postgres", "postgres");
    started.askTheRelayForItsPassword();
    return started;
  }

  /// These binaries let everybody in, as they are set up; a real server asks.
  private void askTheRelayForItsPassword() throws Exception {
    try (Connection connection = connection();
        var statement = connection.createStatement()) {
      var file = statement.executeQuery("SHOW hba_file");
      file.next();
      Path rules = Path.of(file.getString(1));
      Files.writeString(
          rules,
          "host all relay all scram-sha-256\n" + Files.readString(rules),
          StandardCharsets.UTF_8);
      statement.execute("SELECT pg_reload_conf()");
      // The new rules are there once a session begun after them sees them loaded.
      for (boolean isLoaded = false; !isLoaded; ) {
        try (var fresh = connection();
            var look = fresh.createStatement()) {
          var loaded =
              look.executeQuery(
                  "SELECT pg_conf_load_time() > pg_postmaster_start_time() + interval '1 ms'");
          isLoaded = loaded.next() && loaded.getBoolean(1);
        }
      }
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/postgres".formatted(host, port), admin, adminPassword);
  }

  void run(String... statements) throws Exception {
    try (Connection connection = connection();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  PostgresAdapter.Settings settings() {
    return settings(PASSWORD);
  }

  PostgresAdapter.Settings settings(String password) {
    return new PostgresAdapter.Settings(
        "postgresql://relay@%s:%d/postgres".formatted(host, port),
        Optional.of(new Secret(password)),
        false,
        Optional.empty());
  }

  PostgresAdapter open(Limits limits) {
    return PostgresAdapter.open(VERTX, settings(), limits);
  }
}
