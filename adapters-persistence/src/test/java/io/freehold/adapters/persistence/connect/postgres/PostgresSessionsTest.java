package io.freehold.adapters.persistence.connect.postgres;

import io.freehold.adapters.persistence.connect.RelayLimits;
import io.freehold.application.testing.RelayStores;
import io.freehold.application.testing.SessionsContract;
import org.junit.jupiter.api.AfterEach;

class PostgresSessionsTest extends SessionsContract {
  private PostgresAdapter database;

  @Override
  protected RelayStores relayStores() throws Exception {
    database = TestPostgres.emptied().open(RelayLimits.withEvents(1_000));
    return new RelayStores(database.sessions(), database.grantWatches(), database.deliveries());
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }
}
