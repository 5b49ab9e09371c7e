package io.freehold.application.blob;

import io.freehold.application.port.Blobs;
import io.freehold.domain.Problem;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobPermit;

/// Deletes one blob.
public final class DeleteBlob {
  private final Blobs blobs;

  public DeleteBlob(Blobs blobs) {
    this.blobs = blobs;
  }

  public void delete(BlobPermit permit, BlobPath path) {
    permit.mustCover(path.owner());
    if (!blobs.delete(path)) {
      throw new Problem.RecordNotFound("blob", path.key()).asException();
    }
  }
}
