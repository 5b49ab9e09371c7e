package io.freehold.adapters.storage.spool;

import io.freehold.domain.storage.Spooled;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The two places where spooled bytes are.
sealed interface SpooledBytes extends Spooled {
  Logger LOG = LoggerFactory.getLogger(SpooledBytes.class);

  /// Few bytes.
  final class InMemory implements SpooledBytes {
    private final String sha256;
    private byte[] bytes;

    InMemory(byte[] bytes, String sha256) {
      this.bytes = bytes;
      this.sha256 = sha256;
    }

    @Override
    public long sizeBytes() {
      return bytes.length;
    }

    @Override
    public String sha256() {
      return sha256;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public void close() {
      bytes = new byte[0];
    }
  }

  /// Many.
  record InFile(Path file, long sizeBytes, String sha256) implements SpooledBytes {
    /// Not through a channel, which an interrupt would close.
    @Override
    public InputStream open() throws IOException {
      return new FileInputStream(file.toFile());
    }

    /// The next start removes what cannot be removed now.
    @Override
    public void close() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("A file that was kept aside cannot be removed: {}", e.toString());
      }
    }
  }
}
