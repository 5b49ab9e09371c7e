package io.freehold.domain.storage;

import java.io.IOException;
import java.io.OutputStream;

/// Where an archive is written: from its front to its end, and then its first bytes once more.
public interface ArchiveTarget {
  OutputStream out();

  /// Writes over the first bytes, once everything else was written.
  void begin(byte[] first) throws IOException;
}
