package io.freehold.adapters.chain.crypto;

import io.freehold.domain.identity.Secret;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// A secret number from 1 to the order of secp256k1 less one. It does not print.
public final class PrivateKey {
  static final int BYTES = 32;
  private static final byte[] ORDER =
      HexFormat.of().parseHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

  private final byte[] bytes;

  PrivateKey(byte[] bytes) {
    if (!isInRange(bytes)) {
      throw new IllegalArgumentException(
          "a private key is 32 bytes, not zero and less than the order of secp256k1");
    }
    this.bytes = bytes.clone();
  }

  /// Reads 64 hexadecimal digits, with or without `0x`. What is wrong is said without the text.
  public static PrivateKey of(Secret hex) {
    String digits = hex.reveal().startsWith("0x") ? hex.reveal().substring(2) : hex.reveal();
    if (!digits.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("a private key is 0x and 64 hexadecimal digits");
    }
    return new PrivateKey(HexFormat.of().parseHex(digits));
  }

  /// Every key is equally likely: a number out of range is drawn again, never folded into it.
  public static PrivateKey random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    do {
      random.nextBytes(bytes);
    } while (!isInRange(bytes));
    return new PrivateKey(bytes);
  }

  private static boolean isInRange(byte[] bytes) {
    return bytes.length == BYTES
        && !Arrays.equals(bytes, new byte[BYTES])
        && Arrays.compareUnsigned(bytes, ORDER) < 0;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /// `0x` and 64 lower-case hexadecimal digits.
  public Secret secret() {
    return new Secret("0x" + HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return "PrivateKey[********]";
  }
}
