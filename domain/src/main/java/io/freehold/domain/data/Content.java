package io.freehold.domain.data;

/// The bytes of a stored file, checked against their hash when they were found.
public sealed interface Content {
  long sizeBytes();

  /// Small enough to be held.
  record InMemory(byte[] bytes) implements Content {
    @Override
    public long sizeBytes() {
      return bytes.length;
    }
  }

  /// To be streamed from the disk.
  ///
  /// @param path an absolute path of this machine
  record OnDisk(String path, long sizeBytes) implements Content {}
}
