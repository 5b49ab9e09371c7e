package io.freehold.domain;

import java.util.Locale;

/// The rules of `0x` hexadecimal text, shared by the identifiers of this package.
final class HexText {
  private HexText() {}

  /// The lower-case form of `0x` and `bytes` bytes; anything else is an IllegalArgumentException
  /// that names `what`.
  static String of(String text, int bytes, String what) {
    if (text.length() != 2 + 2 * bytes || !text.startsWith("0x") || !isHex(text, 2)) {
      throw new IllegalArgumentException(
          what + " is 0x and " + 2 * bytes + " hexadecimal digits, not: " + shortened(text));
    }
    return text.toLowerCase(Locale.ROOT);
  }

  static boolean isHex(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')) {
        return false;
      }
    }
    return true;
  }

  static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
