package io.freehold.adapters.persistence.connect.postgres;

import io.freehold.adapters.persistence.connect.RelayLimits;
import io.freehold.application.testing.DeliveriesContract;
import io.freehold.application.testing.RelayStores;
import org.junit.jupiter.api.AfterEach;

class PostgresDeliveriesTest extends DeliveriesContract {
  private PostgresAdapter database;

  @Override
  protected RelayStores relayStores() throws Exception {
    database = TestPostgres.emptied().open(RelayLimits.withEvents(ROOM));
    return new RelayStores(database.sessions(), database.grantWatches(), database.deliveries());
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }
}
