package io.freehold.application.testing;

import io.freehold.application.port.StorageBackend;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;

class KeylessStorageBackendTest extends StorageBackendContract {
  private final StorageBackend backend = InMemoryStorageBackend.withoutKeys("keyless");

  @Override
  protected StorageBackend backend() {
    return backend;
  }

  @Override
  protected boolean hasKeys() {
    return false;
  }

  @Override
  protected String addressOf(BlobKey key) {
    return "keyless://" + key.owner() + "/id-\\d+";
  }

  @Override
  protected BlobUrl absent() {
    return new BlobUrl("keyless://" + Cast.OWNER + "/id-99");
  }

  @Override
  protected String elsewhere(String address) {
    return address.replace("keyless:", "other:");
  }
}
