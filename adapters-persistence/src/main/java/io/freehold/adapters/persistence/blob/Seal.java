package io.freehold.adapters.persistence.blob;

import io.freehold.domain.blob.BlobSummary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/// The last bytes of a blob's file: a mark, when the blob was stored, and the SHA-256 of the bytes
/// before. A file that was not written to its end has none, and the hash goes wherever the file is
/// copied to, with whatever tool, on whatever file system.
final class Seal {
  static final int BYTES = 48;

  private static final byte[] MARK = "FHBLOB1\n".getBytes(StandardCharsets.US_ASCII);

  private Seal() {}

  static byte[] of(Instant storedAt, String sha256) {
    return ByteBuffer.allocate(BYTES)
        .put(MARK)
        .putLong(storedAt.toEpochMilli())
        .put(HexFormat.of().parseHex(sha256))
        .array();
  }

  /// What the seal at the end of a file says; an IOException when it is none.
  static BlobSummary read(byte[] seal, long fileBytes) throws IOException {
    if (seal.length != BYTES || !Arrays.equals(seal, 0, MARK.length, MARK, 0, MARK.length)) {
      throw new IOException("it is not sealed");
    }
    ByteBuffer rest = ByteBuffer.wrap(seal, MARK.length, BYTES - MARK.length);
    Instant storedAt = Instant.ofEpochMilli(rest.getLong());
    byte[] sha256 = new byte[32];
    rest.get(sha256);
    return new BlobSummary(fileBytes - BYTES, HexFormat.of().formatHex(sha256), storedAt);
  }
}
