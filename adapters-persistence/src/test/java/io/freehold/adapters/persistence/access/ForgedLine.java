package io.freehold.adapters.persistence.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Lines of the log as somebody writes them who knows how they are hashed.
final class ForgedLine {
  private static final String HASH = ",\"hash\":\"";

  private ForgedLine() {}

  /// An edited line, with a hash to match.
  static String rehashed(String line) {
    String members = line.substring(0, line.lastIndexOf(HASH));
    return members + HASH + sha256(members + "}") + "\"}";
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
