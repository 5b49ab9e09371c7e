package io.freehold.adapters.http.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The canonical form that some clients hash: members sorted by code unit at every level, members
/// named `signature` left out, arrays in their order, written the way `JSON.stringify` writes.
///
/// Numbers stay as they are written. A client in JavaScript has written them its own way already,
/// and rounding here would let one hash stand for two bodies.
public final class CanonicalJson {
  private static final StrictJson READER = StrictJson.ofDepth(128);

  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  public static byte[] of(byte[] utf8) {
    var canonical = new CanonicalJson();
    canonical.write(READER.members(utf8));
    return canonical.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(Object value) {
    switch (value) {
      case JsonMembers object -> write(object);
      case List<?> array -> write(array);
      case String text -> write(text);
      case JsonMembers.Number(var text) -> out.append(text);
      case JsonMembers.Null _ -> out.append("null");
      default -> out.append(value);
    }
  }

  private void write(JsonMembers object) {
    char separator = '{';
    for (Map.Entry<String, Object> member : new TreeMap<>(object.all()).entrySet()) {
      if (!member.getKey().equals("signature")) {
        out.append(separator);
        write(member.getKey());
        out.append(':');
        write(member.getValue());
        separator = ',';
      }
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private void write(List<?> array) {
    out.append('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(array.get(i));
    }
    out.append(']');
  }

  private void write(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      write(text.charAt(i));
    }
    out.append('"');
  }

  private void write(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append("\\u%04x".formatted((int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
