package io.freehold.application.sync;

import io.freehold.domain.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The hash of a stream that is expected to have a certain length.
final class StreamHash {
  private static final int CHUNK_BYTES = 64 << 10;

  private StreamHash() {}

  /// In lower-case hexadecimal. No more than one byte beyond the length is read: a stream that goes
  /// on has another hash anyway.
  static String of(InputStream in, long sizeBytes) throws IOException {
    MessageDigest digest = Sha256.begin();
    byte[] chunk = new byte[CHUNK_BYTES];
    long left = sizeBytes + 1;
    while (left > 0) {
      int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (read < 0) {
        break;
      }
      digest.update(chunk, 0, read);
      left -= read;
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
