package io.freehold.adapters.persistence.identity;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.OwnerRecordContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteOwnerRecordTest extends OwnerRecordContract {
  @TempDir Path folder;
  private Home home;

  @Override
  protected OwnerRecord ownerRecord() {
    home = new Home(folder, Cast.CLOCK);
    return home.adapter().ownerRecord();
  }

  @AfterEach
  void close() {
    home.close();
  }
}
