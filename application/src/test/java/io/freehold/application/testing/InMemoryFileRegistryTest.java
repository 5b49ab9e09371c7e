package io.freehold.application.testing;

import io.freehold.application.port.FileRegistry;
import io.freehold.domain.SchemaId;

class InMemoryFileRegistryTest extends FileRegistryContract {
  private final InMemoryFileRegistry files = new InMemoryFileRegistry(PAGE_SIZE);

  @Override
  protected FileRegistry files() {
    return files;
  }

  @Override
  protected SchemaId schema() {
    return SchemaId.parse("7");
  }

  @Override
  protected void later() {
    // Its changes are numbered.
  }
}
