package io.freehold.adapters.storage.pgp;

import io.freehold.domain.storage.CipherFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// The inside of a compressed packet, by the two algorithms that gpg takes by default. What is
/// wrong with it is the message's fault, and never looks like a failure of the place it comes from.
final class Inflated extends InflaterInputStream {
  private static final int ZIP = 1;
  private static final int ZLIB = 2;
  private static final int BUFFER_BYTES = 8 << 10;

  private Inflated(InputStream in, Inflater inflater) {
    super(in, inflater, BUFFER_BYTES);
  }

  static Inflated of(InputStream body) throws IOException {
    return switch (body.read()) {
      case ZIP -> new Inflated(body, new Inflater(true));
      case ZLIB -> new Inflated(body, new Inflater());
      default -> throw CipherFailure.UNSUPPORTED.asException();
    };
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      return super.read(bytes, from, length);
    } catch (ZipException e) {
      throw CipherFailure.UNSUPPORTED.asException(e);
    }
  }

  @Override
  protected void fill() throws IOException {
    len = in.read(buf, 0, buf.length);
    if (len < 0) {
      throw CipherFailure.UNSUPPORTED.asException();
    }
    inf.setInput(buf, 0, len);
  }

  /// Gives back the memory outside the heap; the packet is not closed with it.
  @Override
  public void close() {
    inf.end();
  }
}
