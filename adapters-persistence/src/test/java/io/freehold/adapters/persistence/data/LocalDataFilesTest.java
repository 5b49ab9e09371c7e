package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.DataFiles;
import io.freehold.application.testing.DataFilesContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class LocalDataFilesTest extends DataFilesContract {
  @TempDir Path folder;
  private Home home;

  @Override
  protected DataFiles dataFiles(InstantSource clock) {
    home = new Home(folder, clock);
    return home.adapter().dataFiles();
  }

  @AfterEach
  void close() {
    home.close();
  }
}
