package io.freehold.application.testing;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.sync.RemoteCopy;

/// Copies as tests need them: at a place of the tests' own, under an address that follows from the
/// record's id.
public final class RemoteCopies {
  public static final String PLACE = "s3 https://s3.example.org/bucket";

  private RemoteCopies() {}

  public static RemoteCopy copy(FileId fileId, Scope scope, CollectedAt version) {
    return copy(fileId, scope, version, PLACE);
  }

  public static RemoteCopy copy(FileId fileId, Scope scope, CollectedAt version, String place) {
    return new RemoteCopy(fileId, scope, version, urlOf(fileId), place);
  }

  public static BlobUrl urlOf(FileId fileId) {
    return new BlobUrl("s3://bucket/" + fileId.value());
  }
}
