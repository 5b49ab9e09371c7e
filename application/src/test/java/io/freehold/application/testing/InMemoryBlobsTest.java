package io.freehold.application.testing;

import io.freehold.application.port.Blobs;
import java.time.InstantSource;

class InMemoryBlobsTest extends BlobsContract {
  @Override
  protected Blobs blobs(InstantSource clock) {
    return new InMemoryBlobs(clock);
  }
}
