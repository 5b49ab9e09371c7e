package io.freehold.adapters.http.blob;

import io.freehold.application.port.Blobs;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.BlobUsage;
import io.freehold.domain.blob.IfTaken;
import io.freehold.domain.blob.IncomingBlob;
import io.freehold.domain.blob.OpenBlob;
import io.freehold.domain.blob.RemovedBlobs;
import java.util.List;
import java.util.Optional;

/// Blobs of which a test changes one act.
class DelegatingBlobs implements Blobs {
  private final Blobs blobs;

  DelegatingBlobs(Blobs blobs) {
    this.blobs = blobs;
  }

  @Override
  public Optional<BlobSummary> save(BlobPath path, IncomingBlob blob, IfTaken ifTaken) {
    return blobs.save(path, blob, ifTaken);
  }

  @Override
  public Optional<BlobSummary> find(BlobPath path) {
    return blobs.find(path);
  }

  @Override
  public Optional<OpenBlob> open(BlobPath path) {
    return blobs.open(path);
  }

  @Override
  public boolean delete(BlobPath path) {
    return blobs.delete(path);
  }

  @Override
  public RemovedBlobs deleteScope(Address owner, Scope scope) {
    return blobs.deleteScope(owner, scope);
  }

  @Override
  public RemovedBlobs deleteAll(Address owner) {
    return blobs.deleteAll(owner);
  }

  @Override
  public List<BlobPath> list(Address owner, Optional<BlobPath> after, int limit) {
    return blobs.list(owner, after, limit);
  }

  @Override
  public BlobUsage usage(Address owner) {
    return blobs.usage(owner);
  }
}
