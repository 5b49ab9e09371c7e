package io.freehold.application.testing;

import io.freehold.application.port.DataFiles;
import io.freehold.application.port.SyncIndex;

class InMemorySyncIndexTest extends SyncIndexContract {
  private final InMemoryDataFiles files = new InMemoryDataFiles(Cast.CLOCK);

  @Override
  public DataFiles dataFiles() {
    return files;
  }

  @Override
  public SyncIndex syncIndex() {
    return files;
  }
}
