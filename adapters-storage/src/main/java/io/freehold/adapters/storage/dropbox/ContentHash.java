package io.freehold.adapters.storage.dropbox;

import io.freehold.domain.Sha256;
import io.freehold.domain.storage.Spooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The hash by which Dropbox says what it keeps: SHA-256 of the SHA-256 of each block of 4 MiB.
final class ContentHash {
  private static final int BLOCK_BYTES = 4 << 20;
  private static final int PIECE_BYTES = 64 << 10;

  private ContentHash() {}

  static String of(Spooled blob) {
    try (InputStream in = blob.open()) {
      MessageDigest hashes = Sha256.begin();
      MessageDigest block = Sha256.begin();
      int inBlock = 0;
      for (byte[] piece = next(in, 0); piece.length > 0; piece = next(in, inBlock)) {
        block.update(piece);
        inBlock += piece.length;
        if (inBlock == BLOCK_BYTES) {
          hashes.update(block.digest());
          inBlock = 0;
        }
      }
      if (inBlock > 0) {
        hashes.update(block.digest());
      }
      return HexFormat.of().formatHex(hashes.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] next(InputStream in, int inBlock) throws IOException {
    return in.readNBytes(Math.min(PIECE_BYTES, BLOCK_BYTES - inBlock));
  }
}
