package io.freehold.application.testing;

import io.freehold.application.port.DataFiles;
import io.freehold.application.port.VersionLinks;

class InMemorySyncIndexTest extends SyncIndexContract {
  private final InMemoryDataFiles files = new InMemoryDataFiles();

  @Override
  protected DataFiles dataFiles() {
    return files;
  }

  @Override
  protected VersionLinks syncIndex() {
    return files;
  }
}
