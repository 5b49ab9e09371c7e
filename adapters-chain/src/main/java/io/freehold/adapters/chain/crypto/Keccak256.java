package io.freehold.adapters.chain.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.KeccakDigest;

/// Ethereum's hash: Keccak as it was submitted, which is not the SHA-3 that became the standard.
public final class Keccak256 {
  public static final int BYTES = 32;

  private Keccak256() {}

  /// The hash of the parts, one after the other.
  public static byte[] hash(byte[]... parts) {
    var keccak = new KeccakDigest(8 * BYTES);
    for (byte[] part : parts) {
      keccak.update(part, 0, part.length);
    }
    byte[] hash = new byte[BYTES];
    keccak.doFinal(hash, 0);
    return hash;
  }

  /// The hash of the UTF-8 bytes of a text.
  public static byte[] hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
