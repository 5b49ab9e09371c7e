package io.freehold.domain;

import java.util.Arrays;
import java.util.HexFormat;

/// A recoverable ECDSA signature over secp256k1: r, s and v in 65 bytes. There is exactly one value
/// per signature: the upper half of s is refused and v 0 or 1 becomes 27 or 28 (threat T7).
///
/// @param value `0x` and 130 lower-case hexadecimal digits, v being `1b` or `1c`
public record Signature(String value) {
  private static final byte[] HALF_OF_THE_ORDER =
      HexFormat.of().parseHex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

  public Signature {
    value = canonical(HexText.of(value, 65, "a signature"));
  }

  public static Signature of(byte[] bytes) {
    return new Signature("0x" + HexFormat.of().formatHex(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(value, 2, value.length());
  }

  private static String canonical(String text) {
    byte[] s = HexFormat.of().parseHex(text, 66, 130);
    if (Arrays.compareUnsigned(s, HALF_OF_THE_ORDER) > 0) {
      throw new IllegalArgumentException("a signature has its s in the lower half of the order");
    }
    return text.substring(0, 130)
        + switch (text.substring(130)) {
          case "1b", "00" -> "1b";
          case "1c", "01" -> "1c";
          default -> throw new IllegalArgumentException("a signature ends in v 27 or 28");
        };
  }

  @Override
  public String toString() {
    return value;
  }
}
