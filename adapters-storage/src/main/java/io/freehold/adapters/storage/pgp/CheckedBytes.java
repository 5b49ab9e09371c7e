package io.freehold.adapters.storage.pgp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The decrypted bytes of an integrity-protected packet of version 1, without the hash they end in.
/// They are handed out before it can be checked: whoever reads them keeps them to himself until
/// `areUnaltered` says so (threat T37).
final class CheckedBytes extends InputStream {
  private static final byte[] HASH_HEADER = {(byte) 0xd3, 0x14};
  private static final int TRAILER_BYTES = 22;
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream decrypted;
  private final MessageDigest sha1;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private boolean isAtEnd;

  CheckedBytes(InputStream decrypted) {
    this.decrypted = decrypted;
    try {
      this.sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-1", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    fill();
    int ready = end - start - TRAILER_BYTES;
    if (ready <= 0) {
      return -1;
    }
    int count = Math.min(length, ready);
    System.arraycopy(buffer, start, bytes, from, count);
    sha1.update(buffer, start, count);
    start += count;
    return count;
  }

  /// Until there is a byte more than the trailer may have.
  private void fill() throws IOException {
    while (!isAtEnd && end - start <= TRAILER_BYTES) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
      int read = decrypted.read(buffer, end, buffer.length - end);
      isAtEnd = read < 0;
      end += Math.max(0, read);
    }
  }

  /// Reads what was not read yet, and compares the hash of everything with the one at the end.
  boolean areUnaltered() throws IOException {
    var _ = transferTo(OutputStream.nullOutputStream());
    if (end - start != TRAILER_BYTES) {
      return false;
    }
    sha1.update(HASH_HEADER);
    int hash = start + HASH_HEADER.length;
    return Arrays.equals(buffer, start, hash, HASH_HEADER, 0, HASH_HEADER.length)
        && MessageDigest.isEqual(sha1.digest(), Arrays.copyOfRange(buffer, hash, end));
  }
}
