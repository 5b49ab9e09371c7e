package io.freehold.application.blob;

import io.freehold.application.port.Blobs;
import io.freehold.domain.Problem;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.IfTaken;
import io.freehold.domain.blob.IncomingBlob;

/// Keeps a blob under its key.
public final class StoreBlob {
  private final Blobs blobs;

  public StoreBlob(Blobs blobs) {
    this.blobs = blobs;
  }

  /// Nothing is read of a blob that is turned away at once.
  public BlobSummary store(BlobPermit permit, BlobPath path, IncomingBlob blob, IfTaken ifTaken) {
    permit.mustCover(path.owner());
    if (ifTaken == IfTaken.LEAVE && blobs.find(path).isPresent()) {
      throw new Problem.BlobExists().asException();
    }
    return blobs
        .save(path, blob, ifTaken)
        .orElseThrow(() -> new Problem.BlobExists().asException());
  }
}
