package io.freehold.adapters.persistence.consent;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.ConnectRequests;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.ConnectRequestsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteConnectRequestsTest extends ConnectRequestsContract {
  @TempDir Path folder;
  private Home home;

  @Override
  protected ConnectRequests connectRequests() {
    home = new Home(folder, Cast.CLOCK);
    return home.adapter().connectRequests();
  }

  @AfterEach
  void close() {
    home.close();
  }
}
