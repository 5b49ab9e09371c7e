package io.freehold.application.blob;

import io.freehold.application.port.Blobs;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.BlobUsage;

/// Tells how much is kept for an owner.
public final class ShowBlobUsage {
  private final Blobs blobs;

  public ShowBlobUsage(Blobs blobs) {
    this.blobs = blobs;
  }

  public BlobUsage show(BlobPermit permit) {
    return blobs.usage(permit.owner());
  }
}
