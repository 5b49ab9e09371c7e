package io.freehold.adapters.persistence.access;

import java.util.Optional;

/// Builds one JSON object without a line break in it, whatever the texts contain (threat T51).
final class JsonLine {
  private final int charactersMax;
  private final StringBuilder line = new StringBuilder(512).append('{');

  /// @param charactersMax what is kept of a text
  JsonLine(int charactersMax) {
    this.charactersMax = charactersMax;
  }

  JsonLine text(String name, String value) {
    member(name).append('"');
    int length = Math.min(value.length(), charactersMax);
    for (int i = 0; i < length; i++) {
      appendEscaped(value.charAt(i));
    }
    line.append('"');
    return this;
  }

  /// Absent is `null`, so that every line has the same members.
  JsonLine text(String name, Optional<String> value) {
    if (value.isPresent()) {
      return text(name, value.get());
    }
    member(name).append("null");
    return this;
  }

  JsonLine number(String name, long value) {
    member(name).append(value);
    return this;
  }

  /// The object as it stands, closed.
  String closed() {
    return line + "}";
  }

  private StringBuilder member(String name) {
    if (line.length() > 1) {
      line.append(',');
    }
    return line.append('"').append(name).append("\":");
  }

  /// Beyond what JSON asks for, whatever a terminal or an editor might act upon is escaped, and
  /// half a pair of surrogates, which UTF-8 cannot say.
  private void appendEscaped(char c) {
    if (c == '"' || c == '\\') {
      line.append('\\').append(c);
    } else if (c < ' ' || c >= 0x7f && c < 0xa0 || isFormatting(c) || Character.isSurrogate(c)) {
      line.append("\\u").append("%04x".formatted((int) c));
    } else {
      line.append(c);
    }
  }

  private static boolean isFormatting(char c) {
    return c >= 0x2000 && Character.getType(c) == Character.FORMAT || c == 0x2028 || c == 0x2029;
  }
}
