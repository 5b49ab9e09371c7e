package io.freehold.domain.sync;

import io.freehold.domain.FileId;
import io.freehold.domain.storage.BlobUrl;

/// A record and a blob that are to go (§6.5): first the record becomes a tombstone, then the blob
/// is deleted, so that nothing is ever listed without a blob.
///
/// @param isTombstone whether the first half is done
public record Removal(FileId fileId, BlobUrl url, String place, boolean isTombstone) {}
