package io.freehold.application.blob;

import io.freehold.application.port.Blobs;
import io.freehold.domain.Problem;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.BlobSummary;

/// Tells what is known of a blob.
public final class FindBlob {
  private final Blobs blobs;

  public FindBlob(Blobs blobs) {
    this.blobs = blobs;
  }

  public BlobSummary find(BlobPermit permit, BlobPath path) {
    permit.mustCover(path.owner());
    return blobs
        .find(path)
        .orElseThrow(() -> new Problem.RecordNotFound("blob", path.key()).asException());
  }
}
