package io.freehold.application.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Hashes and ids for fakes: SHA-256 where the protocol has Keccak-256.
final class Hash {
  private Hash() {}

  static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }

  /// `0x` and the hash of the parts, which are kept apart.
  static String id(Object... parts) {
    var text = new StringBuilder();
    for (Object part : parts) {
      text.append(part).append('\u0000');
    }
    return "0x" + HexFormat.of().formatHex(of(text.toString()));
  }

  static String repeated(int of) {
    return "0x" + "%02x".formatted(of).repeat(32);
  }
}
