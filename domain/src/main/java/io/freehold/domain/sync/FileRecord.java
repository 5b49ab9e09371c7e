package io.freehold.domain.sync;

import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.storage.BlobUrl;
import java.util.Optional;

/// A file record of the Gateway, as one of its owner's servers reads it.
///
/// @param cursor what to ask with for whatever changed after this record
/// @param deletion present for a tombstone
public record FileRecord(
    FileId id,
    Address owner,
    BlobUrl url,
    SchemaId schemaId,
    String cursor,
    Optional<Deletion> deletion) {

  /// The end of a record.
  ///
  /// @param isProved whether a signature of the owner, or of one of the owner's servers, stands for
  ///   it; a gateway's word alone removes nothing (threat T42)
  public record Deletion(boolean isProved) {}
}
