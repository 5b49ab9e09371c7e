package io.freehold.domain.data;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import java.util.Optional;

/// A version, without its bytes.
///
/// @param fileId once it is registered
public record VersionSummary(
    CollectedAt collectedAt,
    Optional<FileId> fileId,
    Optional<SchemaId> schemaId,
    long sizeBytes,
    String sha256) {}
