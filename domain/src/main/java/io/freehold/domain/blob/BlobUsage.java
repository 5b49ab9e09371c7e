package io.freehold.domain.blob;

import java.time.Instant;
import java.util.Optional;

/// What is kept for an owner.
///
/// @param lastUpload of the blobs that are there, or were since the start
/// @param bandwidthBytes that were handed out since the start
public record BlobUsage(
    long totalBytes, long blobCount, Optional<Instant> lastUpload, long bandwidthBytes) {
  public static final BlobUsage NONE = new BlobUsage(0, 0, Optional.empty(), 0);
}
