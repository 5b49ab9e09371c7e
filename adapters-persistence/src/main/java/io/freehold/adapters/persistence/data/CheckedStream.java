package io.freehold.adapters.persistence.data;

import io.freehold.domain.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The bytes of a version, whose end is only reached when they match their hash: somebody who reads
/// other bytes gets an IOException instead of an end (R7).
final class CheckedStream extends FilterInputStream {
  private final String sha256;
  private final MessageDigest digest = Sha256.begin();
  private boolean isChecked;

  CheckedStream(InputStream in, String sha256) {
    super(in);
    this.sha256 = sha256;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int count = super.read(buffer, from, length);
    if (count < 0) {
      check();
    } else {
      digest.update(buffer, from, count);
    }
    return count;
  }

  private void check() throws IOException {
    if (!isChecked && !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
      throw new IOException("its bytes do not match their hash");
    }
    isChecked = true;
  }

  /// Bytes that nobody has seen could not be checked.
  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;
    byte[] buffer = new byte[(int) Math.min(8 << 10, Math.max(count, 0))];
    while (skipped < count) {
      int n = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
      if (n < 0) {
        break;
      }
      skipped += n;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
