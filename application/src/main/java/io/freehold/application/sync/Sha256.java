package io.freehold.application.sync;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The hash of a stream that is expected to have a certain length.
final class Sha256 {
  private static final int CHUNK_BYTES = 64 << 10;

  private Sha256() {}

  /// In lower-case hexadecimal. No more than one byte beyond the length is read: a stream that goes
  /// on has another hash anyway.
  static String of(InputStream in, long sizeBytes) throws IOException {
    MessageDigest digest = newDigest();
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

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
