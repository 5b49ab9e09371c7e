package io.freehold.domain.blob;

import java.io.FileInputStream;

/// A stored blob, checked against its hash, with its bytes at hand. What happens to the key from
/// now on does not change them.
public record OpenBlob(BlobSummary summary, Bytes bytes) {

  /// The bytes.
  public sealed interface Bytes {}

  /// Few enough to be held.
  public record Held(byte[] bytes) implements Bytes {}

  /// The first bytes of an open file, as many as the summary says; to be closed.
  public record Open(FileInputStream file) implements Bytes {}
}
