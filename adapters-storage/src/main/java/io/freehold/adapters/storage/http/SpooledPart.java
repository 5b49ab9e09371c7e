package io.freehold.adapters.storage.http;

import io.freehold.domain.storage.Spooled;
import java.io.IOException;
import java.io.InputStream;

/// Some bytes of a blob in a row, for services that take it piece by piece. Closing it leaves the
/// blob as it is.
public final class SpooledPart implements Spooled {
  private final Spooled whole;
  private final long from;
  private final long sizeBytes;

  /// @param sizeBytes cut to what is there
  public SpooledPart(Spooled whole, long from, long sizeBytes) {
    this.whole = whole;
    this.from = from;
    this.sizeBytes = Math.clamp(whole.sizeBytes() - from, 0, sizeBytes);
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  /// Nobody asks for the hash of a part.
  @Override
  public String sha256() {
    throw new IllegalStateException("a part has no hash");
  }

  @Override
  public InputStream open() throws IOException {
    InputStream in = whole.open();
    try {
      in.skipNBytes(from);
      return new Bounded(in, sizeBytes);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public void close() {}

  /// So many bytes of a stream, and then its end.
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      left--;
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0 && length > 0) {
        return -1;
      }
      int count = in.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
