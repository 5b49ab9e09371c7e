package io.freehold.domain.blob;

import java.time.Instant;

/// What is known of a stored blob without reading it.
///
/// @param sha256 of its bytes, lower-case hexadecimal; the strong ETag
public record BlobSummary(long sizeBytes, String sha256, Instant storedAt) {}
