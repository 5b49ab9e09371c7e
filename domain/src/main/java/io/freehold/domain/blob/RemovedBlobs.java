package io.freehold.domain.blob;

/// How much a deletion took away.
public record RemovedBlobs(long count, long totalBytes) {
  public static final RemovedBlobs NONE = new RemovedBlobs(0, 0);
}
