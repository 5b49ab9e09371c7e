package io.freehold.domain.storage;

import java.io.IOException;
import java.io.InputStream;

/// An archive as it lies somewhere, which can be read more than once.
public interface ArchiveFile {
  /// From the first byte on.
  InputStream open() throws IOException;
}
