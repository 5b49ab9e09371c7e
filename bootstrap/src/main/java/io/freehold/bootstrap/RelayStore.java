package io.freehold.bootstrap;

import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.adapters.persistence.connect.postgres.PostgresAdapter;
import io.freehold.application.port.Deliveries;
import io.freehold.application.port.GrantWatches;
import io.freehold.application.port.Sessions;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.connect.SessionId;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/// Where the relay keeps its sessions: in the home, or in the PostgreSQL the settings name.
record RelayStore(Sessions sessions, GrantWatches watches, Deliveries deliveries, Runnable closing)
    implements AutoCloseable {

  /// @param news told of sessions that another relay on the same database has taken further
  static RelayStore of(
      ServerConfig config, PersistenceAdapter persistence, Vertx vertx, Consumer<SessionId> news) {
    return config
        .relay()
        .database()
        .map(database ->
            inPostgres(PostgresAdapter.open(vertx, settings(database), config.limits()), news))
        .orElseGet(() -> inTheHome(persistence));
  }

  private static PostgresAdapter.Settings settings(ServerConfig.Database database) {
    return new PostgresAdapter.Settings(
        database.url(), database.password(), database.tls(), database.trusted());
  }

  private static RelayStore inPostgres(PostgresAdapter postgres, Consumer<SessionId> news) {
    try {
      postgres.listen(news);
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
    return new RelayStore(
        postgres.sessions(), postgres.grantWatches(), postgres.deliveries(), postgres::close);
  }

  /// Closed with the home.
  private static RelayStore inTheHome(PersistenceAdapter persistence) {
    return new RelayStore(
        persistence.sessions(), persistence.grantWatches(), persistence.deliveries(), () -> {});
  }

  @Override
  public void close() {
    closing.run();
  }
}
