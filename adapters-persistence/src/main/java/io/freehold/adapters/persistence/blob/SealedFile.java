package io.freehold.adapters.persistence.blob;

import io.freehold.domain.Sha256;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.OpenBlob;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A blob's file, open and at its first byte. Whoever puts another in its place does not change it.
record SealedFile(FileInputStream file, long fileBytes) {
  private static final int BUFFER = 64 << 10;

  /// The blob, checked to its last byte; the file is closed, unless it is part of the answer. An
  /// IOException says that it is not what was stored.
  OpenBlob opened(int inMemoryBytesMax) throws IOException {
    boolean isHandedOn = false;
    try {
      if (fileBytes - Seal.BYTES <= inMemoryBytesMax) {
        return held();
      }
      BlobSummary summary = checked(file, fileBytes);
      isHandedOn = true;
      return new OpenBlob(summary, new OpenBlob.Open(file));
    } finally {
      if (!isHandedOn) {
        file.close();
      }
    }
  }

  private OpenBlob held() throws IOException {
    byte[] bytes = file.readNBytes((int) Math.max(0, fileBytes - Seal.BYTES));
    BlobSummary summary = Seal.read(file.readNBytes(Seal.BYTES), fileBytes);
    mustBe(summary, Sha256.hex(bytes));
    return new OpenBlob(summary, new OpenBlob.Held(bytes));
  }

  /// Reads a file to its end and compares it with its seal.
  static BlobSummary checked(InputStream in, long fileBytes) throws IOException {
    MessageDigest digest = Sha256.begin();
    byte[] buffer = new byte[BUFFER];
    for (long left = fileBytes - Seal.BYTES; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException("it breaks off");
      }
      digest.update(buffer, 0, n);
      left -= n;
    }
    BlobSummary summary = Seal.read(in.readNBytes(Seal.BYTES), fileBytes);
    mustBe(summary, HexFormat.of().formatHex(digest.digest()));
    return summary;
  }

  private static void mustBe(BlobSummary sealed, String sha256) throws IOException {
    if (!sealed.sha256().equals(sha256)) {
      throw new IOException("its bytes do not match their hash");
    }
  }
}
