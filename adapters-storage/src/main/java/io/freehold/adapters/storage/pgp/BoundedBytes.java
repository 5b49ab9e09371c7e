package io.freehold.adapters.storage.pgp;

import io.freehold.domain.storage.CipherFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of a message, of which there may be so many and no more.
final class BoundedBytes extends FilterInputStream {
  private long left;

  BoundedBytes(InputStream in, long bytesMax) {
    super(in);
    this.left = bytesMax;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = in.read(bytes, from, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    left -= read;
    if (left < 0) {
      throw CipherFailure.TOO_LARGE.asException();
    }
  }
}
