package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.Sha256;
import io.freehold.domain.data.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Reads files and lets no byte pass that does not match the hash it was stored with (R7).
final class StoredBytes {
  private static final int BUFFER = 64 << 10;

  private final Disk disk;
  private final int inMemoryBytesMax;

  StoredBytes(Disk disk, int inMemoryBytesMax) {
    this.disk = disk;
    this.inMemoryBytesMax = inMemoryBytesMax;
  }

  /// An IOException says that the file is missing, unreadable or not what was stored.
  Content read(Path file, long sizeBytes, String sha256) throws IOException {
    return sizeBytes <= inMemoryBytesMax
        ? inMemory(file, (int) sizeBytes, sha256)
        : onDisk(file, sizeBytes, sha256);
  }

  private Content inMemory(Path file, int sizeBytes, String sha256) throws IOException {
    byte[] bytes = disk.read(file, 0, sizeBytes);
    mustBe(sha256, Sha256.hex(bytes));
    return new Content.InMemory(bytes);
  }

  private Content onDisk(Path file, long sizeBytes, String sha256) throws IOException {
    MessageDigest digest = Sha256.begin();
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    try (InputStream in = disk.open(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        total += n;
      }
    }
    if (total != sizeBytes) {
      throw new EOFException("it has " + total + " bytes instead of " + sizeBytes);
    }
    mustBe(sha256, HexFormat.of().formatHex(digest.digest()));
    return new Content.OnDisk(file.toAbsolutePath().toString(), sizeBytes);
  }

  private static void mustBe(String expected, String actual) throws IOException {
    if (!expected.equals(actual)) {
      throw new IOException("its bytes do not match their hash");
    }
  }
}
