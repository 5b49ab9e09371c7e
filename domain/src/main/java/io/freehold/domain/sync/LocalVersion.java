package io.freehold.domain.sync;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import java.util.Optional;

/// A version this server has.
///
/// @param sha256 of the plaintext file
public record LocalVersion(
    Scope scope, CollectedAt version, Optional<SchemaId> schemaId, long sizeBytes, String sha256) {}
