package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.SyncIndex;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SyncIndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The same on a server that is stopped and started before every single call.
class RestartedSyncIndexTest extends SyncIndexContract {
  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void open() {
    home = new Home(folder, Cast.CLOCK);
  }

  @Override
  public DataFiles dataFiles() {
    home.restart();
    return home.adapter().dataFiles();
  }

  @Override
  public SyncIndex syncIndex() {
    home.restart();
    return home.adapter().syncIndex();
  }

  @AfterEach
  void close() {
    home.close();
  }
}
