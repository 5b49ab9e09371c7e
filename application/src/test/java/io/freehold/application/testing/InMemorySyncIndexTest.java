package io.freehold.application.testing;

import io.freehold.application.port.DataFiles;
import io.freehold.application.port.SyncIndex;

class InMemorySyncIndexTest extends SyncIndexContract {
  private final InMemoryDataFiles files = new InMemoryDataFiles(Cast.CLOCK);

  @Override
  protected DataFiles dataFiles() {
    return files;
  }

  @Override
  protected SyncIndex syncIndex() {
    return files;
  }
}
