package io.freehold.adapters.chain.crypto;

import io.freehold.domain.Address;
import java.util.Arrays;
import java.util.HexFormat;

/// A point of secp256k1 in uncompressed form: `04`, x and y in 65 bytes.
public final class PublicKey {
  static final int BYTES = 65;
  private static final int HASH_BYTES_BEFORE_ADDRESS = 12;

  private final byte[] bytes;

  /// @param bytes known to be a point of the curve
  PublicKey(byte[] bytes) {
    if (bytes.length != BYTES || bytes[0] != 4) {
      throw new IllegalArgumentException("a public key is 04 and 64 bytes");
    }
    this.bytes = bytes.clone();
  }

  public Address address() {
    byte[] hash = Keccak256.hash(Arrays.copyOfRange(bytes, 1, BYTES));
    return new Address(
        "0x" + HexFormat.of().formatHex(hash, HASH_BYTES_BEFORE_ADDRESS, Keccak256.BYTES));
  }

  /// `0x04` and 128 lower-case hexadecimal digits.
  public String text() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text();
  }
}
