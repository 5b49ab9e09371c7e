package io.freehold.adapters.storage.pgp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The bytes of an archive but for the packet it ends with, which is known when they were read.
final class WithoutEnd extends InputStream {
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private boolean isAtEnd;

  WithoutEnd(InputStream in) {
    this.in = in;
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
    int ready = end - start - SignedEnd.BYTES;
    if (ready <= 0) {
      return -1;
    }
    int count = Math.min(length, ready);
    System.arraycopy(buffer, start, bytes, from, count);
    start += count;
    return count;
  }

  private void fill() throws IOException {
    while (!isAtEnd && end - start <= SignedEnd.BYTES) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
      int read = in.read(buffer, end, buffer.length - end);
      isAtEnd = read < 0;
      end += Math.max(0, read);
    }
  }

  /// Once everything before it was read.
  byte[] end() {
    return Arrays.copyOfRange(buffer, start, end);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
