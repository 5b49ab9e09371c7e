package io.freehold.application.blob;

import io.freehold.application.port.Blobs;
import io.freehold.domain.Problem;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.OpenBlob;

/// Hands out a blob.
public final class ReadBlob {
  private final Blobs blobs;

  public ReadBlob(Blobs blobs) {
    this.blobs = blobs;
  }

  public OpenBlob read(BlobPermit permit, BlobPath path) {
    permit.mustCover(path.owner());
    return blobs
        .open(path)
        .orElseThrow(() -> new Problem.RecordNotFound("blob", path.key()).asException());
  }
}
