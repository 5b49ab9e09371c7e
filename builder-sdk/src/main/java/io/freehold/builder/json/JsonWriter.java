package io.freehold.builder.json;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Writes JSON without white space, as `JSON.stringify` does.
enum JsonWriter {
  /// Members in their order.
  AS_IT_IS {
    @Override
    Stream<Map.Entry<String, Json>> members(Json.Members object) {
      return object.members().entrySet().stream();
    }
  },
  /// Members sorted at every level, those named `signature` left out.
  CANONICAL {
    @Override
    Stream<Map.Entry<String, Json>> members(Json.Members object) {
      return object.members().entrySet().stream()
          .filter(member -> !member.getKey().equals("signature"))
          .sorted(Comparator.comparing(Map.Entry::getKey));
    }
  };

  abstract Stream<Map.Entry<String, Json>> members(Json.Members object);

  String write(Json value) {
    var out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private void write(Json value, StringBuilder out) {
    switch (value) {
      case Json.Members object -> object(object, out);
      case Json.Items(var items) -> {
        String separator = "[";
        for (Json item : items) {
          out.append(separator);
          write(item, out);
          separator = ",";
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case Json.Text(var text) -> quote(text, out);
      case Json.Number(var digits) -> out.append(digits);
      case Json.Word word -> out.append(word.name().toLowerCase(Locale.ROOT));
    }
  }

  private void object(Json.Members object, StringBuilder out) {
    var members = members(object).toList();
    String separator = "{";
    for (var member : members) {
      out.append(separator);
      quote(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
      separator = ",";
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || isLoneSurrogate(text, i)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
