package io.freehold.domain.sync;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobUrl;

/// Where an encrypted copy of a version is, and under which record. A version can have several: one
/// for each place the owner has used.
///
/// @param place the backend and where on it, as `StorageBackend.place` says
public record RemoteCopy(
    FileId fileId, Scope scope, CollectedAt version, BlobUrl url, String place) {

  /// Whether something else than this arrived from the same place: honest servers bring a version
  /// to a place once. One blob under two records is none of that, it was registered anew.
  public boolean isAnotherBlobThan(Arrival arrival) {
    return place.equals(arrival.place())
        && !fileId.equals(arrival.fileId())
        && !url.equals(arrival.url());
  }
}
