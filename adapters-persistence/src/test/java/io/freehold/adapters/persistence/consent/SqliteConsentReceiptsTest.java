package io.freehold.adapters.persistence.consent;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.ConsentReceipts;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.ConsentReceiptsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteConsentReceiptsTest extends ConsentReceiptsContract {
  @TempDir Path folder;
  private Home home;

  @Override
  protected ConsentReceipts consentReceipts() {
    home = new Home(folder, Cast.CLOCK);
    return home.adapter().consentReceipts();
  }

  @AfterEach
  void close() {
    home.close();
  }
}
