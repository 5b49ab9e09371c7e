package io.freehold.adapters.persistence.connect;

import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.RelayStores;
import io.freehold.application.testing.SessionsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionsTest extends SessionsContract {
  @TempDir Path folder;
  private PersistenceAdapter home;

  @Override
  protected RelayStores relayStores() {
    home =
        PersistenceAdapter.open(folder.resolve("home"), RelayLimits.withEvents(1_000), Cast.CLOCK);
    return new RelayStores(home.sessions(), home.grantWatches(), home.deliveries());
  }

  @AfterEach
  void close() {
    home.close();
  }
}
