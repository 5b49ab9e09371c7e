package io.freehold.domain.data;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;

/// A data file on our disk.
///
/// @param sha256 of the file's bytes, lower-case hexadecimal; the strong ETag
public record StoredFile(Scope scope, CollectedAt collectedAt, String sha256, Content content) {}
