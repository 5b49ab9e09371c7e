package io.freehold.adapters.storage.ipfs;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.regex.Pattern;

/// A content address of IPFS: version 1 in base 32, or the older version 0 in base 58; always over
/// SHA-256.
///
/// @param value in its one spelling
record Cid(String value) {
  private static final Pattern SYNTAX = Pattern.compile("b[a-z2-7]{58}|Qm[1-9A-HJ-NP-Za-km-z]{44}");
  private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final String BASE_58 =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  static final int RAW = 0x55;
  static final int DAG_PB = 0x70;

  Cid {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not a content address of SHA-256");
    }
  }

  /// Version 1 and its bytes, as links have them.
  static byte[] bytes(int codec, byte[] sha256) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(1);
    bytes.write(codec);
    bytes.writeBytes(multihash(sha256));
    return bytes.toByteArray();
  }

  static byte[] multihash(byte[] sha256) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(0x12);
    bytes.write(sha256.length);
    bytes.writeBytes(sha256);
    return bytes.toByteArray();
  }

  /// @param bytes of a link: version 1, or the bare hash of version 0
  static Cid of(byte[] bytes) {
    return new Cid(bytes[0] == 1 ? "b" + base32(bytes) : base58(bytes));
  }

  private static String base32(byte[] bytes) {
    var text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte one : bytes) {
      buffer = buffer << 8 | one & 0xff;
      for (bits += 8; bits >= 5; bits -= 5) {
        text.append(BASE_32.charAt(buffer >> bits - 5 & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return bits == 0
        ? text.toString()
        : text.append(BASE_32.charAt(buffer << 5 - bits & 31)).toString();
  }

  private static String base58(byte[] bytes) {
    var text = new StringBuilder();
    BigInteger base = BigInteger.valueOf(58);
    for (var rest = new BigInteger(1, bytes); rest.signum() > 0; rest = rest.divide(base)) {
      text.append(BASE_58.charAt(rest.mod(base).intValueExact()));
    }
    return text.reverse().toString();
  }

  @Override
  public String toString() {
    return value;
  }
}
