package io.freehold.application.testing;

import io.freehold.domain.storage.Spooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SplittableRandom;

/// Bytes that look like noise and are the same for the same seed. They are made as they are read,
/// so that a large blob takes no memory.
public record SampleBlob(long sizeBytes, long seed) implements Spooled {
  /// A few bytes, other ones for another seed.
  public static SampleBlob small(long seed) {
    return new SampleBlob(200, seed);
  }

  @Override
  public InputStream open() {
    return new Noise(sizeBytes, new SplittableRandom(seed));
  }

  public byte[] bytes() {
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String sha256() {
    return sha256(open());
  }

  /// Of everything that comes out of a stream, which is closed.
  public static String sha256(InputStream bytes) {
    try (var in = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputNowhere.INSTANCE);
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {}

  private static final class OutputNowhere extends java.io.OutputStream {
    static final OutputNowhere INSTANCE = new OutputNowhere();

    @Override
    public void write(int one) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {}
  }

  private static final class Noise extends InputStream {
    private final SplittableRandom random;
    private long left;
    private InputStream piece = InputStream.nullInputStream();

    Noise(long size, SplittableRandom random) {
      this.left = size;
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      var _ = Objects.checkFromIndexSize(offset, length, target.length);
      if (piece.available() == 0 && left > 0) {
        byte[] next = new byte[(int) Math.min(left, 8 << 10)];
        random.nextBytes(next);
        left -= next.length;
        piece = new ByteArrayInputStream(next);
      }
      return piece.read(target, offset, length);
    }
  }
}
