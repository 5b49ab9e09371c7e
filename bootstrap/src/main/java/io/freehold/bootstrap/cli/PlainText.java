package io.freehold.bootstrap.cli;

/// Strangers' words made fit for a terminal: whatever could move its cursor, colour it, hide or
/// turn text is left out (threats T17, T51).
final class PlainText {
  private PlainText() {}

  static String of(String untrusted) {
    var plain = new StringBuilder(untrusted.length());
    untrusted.codePoints().filter(PlainText::isSeen).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
