package io.freehold.domain.storage;

import java.io.IOException;
import java.io.InputStream;

/// Bytes that are complete and checked, kept aside until they are closed: in memory where they are
/// few, in a file that nobody else can read where they are many.
public interface Spooled extends AutoCloseable {
  long sizeBytes();

  /// Of all the bytes, in lower-case hexadecimal.
  String sha256();

  /// From the first byte on; can be asked for more than once.
  InputStream open() throws IOException;

  /// Nothing of the bytes is left afterwards.
  @Override
  void close();
}
