package io.freehold.application.blob;

import io.freehold.application.port.Blobs;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobPermit;
import java.util.List;
import java.util.Optional;

/// Tells which blobs are kept for an owner, so that they are found when the records of them are
/// lost.
public final class ListBlobs {
  private final Blobs blobs;

  public ListBlobs(Blobs blobs) {
    this.blobs = blobs;
  }

  /// @param after the last one that is known already
  public List<BlobPath> list(BlobPermit permit, Optional<BlobPath> after, int limit) {
    after.map(BlobPath::owner).ifPresent(permit::mustCover);
    return blobs.list(permit.owner(), after, limit);
  }
}
