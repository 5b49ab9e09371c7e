package io.freehold.adapters.persistence.blob;

import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.BlobUsage;
import io.freehold.domain.blob.RemovedBlobs;
import java.time.Instant;
import java.util.Optional;

/// How much there is, counted once and kept up from then on. Not for two threads at once.
final class Tally {
  private long bytes;
  private long count;
  private Optional<Instant> lastUpload = Optional.empty();

  void add(BlobSummary blob) {
    bytes += blob.sizeBytes();
    count++;
    lastUpload =
        lastUpload
            .filter(known -> known.isAfter(blob.storedAt()))
            .or(() -> Optional.of(blob.storedAt()));
  }

  void remove(RemovedBlobs removed) {
    bytes -= removed.totalBytes();
    count -= removed.count();
  }

  RemovedBlobs all() {
    return new RemovedBlobs(count, bytes);
  }

  BlobUsage usage(long bandwidthBytes) {
    return new BlobUsage(bytes, count, lastUpload, bandwidthBytes);
  }
}
