package io.freehold.adapters.storage.pgp;

import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.Spooled;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A process that encrypts and decrypts a file nobody has in memory, and says whether it is the
/// same and how fast it was.
final class LargeFile {
  private LargeFile() {}

  public static void main(String[] arguments) throws Exception {
    var cipher = TestCipher.in(Path.of(arguments[0])).cipher();
    var password = new Secret(CraftedMessage.PASSWORD);
    long bytes = Long.parseLong(arguments[1]);
    var plain = new DigestInputStream(new Counting(bytes), MessageDigest.getInstance("SHA-256"));
    long start = System.nanoTime();
    try (Spooled message = cipher.encrypt(plain, bytes, password)) {
      long middle = System.nanoTime();
      try (InputStream in = message.open();
          Spooled opened = cipher.decrypt(in, password)) {
        String expected = HexFormat.of().formatHex(plain.getMessageDigest().digest());
        boolean isSame = opened.sha256().equals(expected) && opened.sizeBytes() == bytes;
        System.out.printf(
            "%s, encrypted at %d MB/s, decrypted at %d MB/s%n",
            isSame ? "the same" : "another",
            bytes * 1_000 / (middle - start),
            bytes * 1_000 / (System.nanoTime() - middle));
      }
    }
  }

  /// Bytes that count.
  private static final class Counting extends InputStream {
    private final long size;
    private long at;

    Counting(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return at < size ? (int) (at++ * 31 >> 3 & 0xff) : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      int count = (int) Math.min(length, size - at);
      for (int i = 0; i < count; i++) {
        bytes[from + i] = (byte) read();
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
