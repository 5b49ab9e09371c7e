package io.freehold.domain.sync;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobUrl;
import java.util.Optional;

/// A file that came from a backend, and what its record says it is.
///
/// @param scope of the record's schema; the envelope must name the same (threat T40)
/// @param version what the blob's address says, where it says one; the envelope must name the same
///   (threat T38)
public record Arrival(
    FileId fileId,
    BlobUrl url,
    String place,
    SchemaId schemaId,
    Scope scope,
    Optional<CollectedAt> version) {}
