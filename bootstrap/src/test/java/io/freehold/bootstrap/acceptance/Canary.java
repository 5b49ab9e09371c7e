package io.freehold.bootstrap.acceptance;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A secret that is looked for wherever bytes leave the process, in every spelling it may have
/// there.
record Canary(String name, List<byte[]> spellings) {
  /// A secret that is a text.
  static Canary ofText(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Canary(
        name,
        List.of(
            bytes,
            latin(Base64.getEncoder().withoutPadding().encodeToString(bytes)),
            latin(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)),
            latin(HexFormat.of().formatHex(bytes)),
            latin(java.net.URLEncoder.encode(text, StandardCharsets.UTF_8))));
  }

  /// A secret that is `0x` and hexadecimal digits: as a text, and as the bytes and the number it
  /// stands for.
  static Canary ofHex(String name, String hex) {
    String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
    byte[] bytes = HexFormat.of().parseHex(digits);
    return new Canary(
        name,
        List.of(
            latin(digits.toLowerCase(Locale.ROOT)),
            latin(digits.toUpperCase(Locale.ROOT)),
            bytes,
            latin(new BigInteger(1, bytes).toString()),
            latin(Base64.getEncoder().withoutPadding().encodeToString(bytes)),
            latin(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))));
  }

  /// The spellings a person could read, without the raw bytes that signing needs in memory.
  Canary asText() {
    var texts = new ArrayList<byte[]>();
    for (byte[] spelling : spellings) {
      if (isPrintable(spelling)) {
        texts.add(spelling);
      }
    }
    return new Canary(name, texts);
  }

  private static boolean isPrintable(byte[] bytes) {
    for (byte b : bytes) {
      if (b < ' ') {
        return false;
      }
    }
    return true;
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean isIn(byte[] bytes) {
    return spellings.stream().anyMatch(spelling -> indexOf(bytes, bytes.length, spelling) >= 0);
  }

  static int indexOf(byte[] bytes, int length, byte[] wanted) {
    for (int i = 0; i + wanted.length <= length; i++) {
      if (bytes[i] == wanted[0] && isAt(bytes, i, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] bytes, int at, byte[] wanted) {
    for (int j = 1; j < wanted.length; j++) {
      if (bytes[at + j] != wanted[j]) {
        return false;
      }
    }
    return true;
  }
}
