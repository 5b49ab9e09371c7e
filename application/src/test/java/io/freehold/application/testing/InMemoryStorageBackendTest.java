package io.freehold.application.testing;

import io.freehold.application.port.StorageBackend;
import io.freehold.domain.storage.BlobKey;

class InMemoryStorageBackendTest extends StorageBackendContract {
  private final StorageBackend backend = new InMemoryStorageBackend("one", Cast.OWNER);

  @Override
  protected StorageBackend backend() {
    return backend;
  }

  @Override
  protected String addressOf(BlobKey key) {
    return "memory://one/" + key.text();
  }

  @Override
  protected String elsewhere(String address) {
    return address.replace("//one/", "//two/");
  }
}
