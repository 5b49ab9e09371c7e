package io.freehold.application.blob;

import io.freehold.application.port.Blobs;
import io.freehold.domain.Scope;
import io.freehold.domain.blob.BlobPermit;
import io.freehold.domain.blob.RemovedBlobs;
import java.util.Optional;

/// Deletes all blobs of an owner, or of one of the owner's scopes.
public final class DeleteBlobs {
  private final Blobs blobs;

  public DeleteBlobs(Blobs blobs) {
    this.blobs = blobs;
  }

  /// @param scope empty for all
  public RemovedBlobs delete(BlobPermit permit, Optional<Scope> scope) {
    return scope
        .map(one -> blobs.deleteScope(permit.owner(), one))
        .orElseGet(() -> blobs.deleteAll(permit.owner()));
  }
}
