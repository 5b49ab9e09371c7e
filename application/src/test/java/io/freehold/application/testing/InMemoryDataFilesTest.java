package io.freehold.application.testing;

import io.freehold.application.port.DataFiles;
import java.time.InstantSource;

class InMemoryDataFilesTest extends DataFilesContract {
  @Override
  protected DataFiles dataFiles(InstantSource clock) {
    return new InMemoryDataFiles();
  }
}
