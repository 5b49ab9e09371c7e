package io.freehold.adapters.chain.connect;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The one text of a JSON value that is signed (§5.5): keys sorted at all levels, no space, texts
/// as `JSON.stringify` writes them.
final class CanonicalJson {
  /// Beyond it, and for fractions, languages write one number in different ways.
  private static final long SAFE_INTEGER_MAX = (1L << 53) - 1;

  private CanonicalJson() {}

  /// An IllegalArgumentException says that a value has no such text.
  static String of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> ofMembers(value);
      case ARRAY ->
          value.valueStream().map(CanonicalJson::of).collect(Collectors.joining(",", "[", "]"));
      case STRING -> quoted(value.stringValue());
      case BOOLEAN -> value.booleanValue() ? "true" : "false";
      case NULL -> "null";
      case NUMBER -> ofNumber(value);
      default -> throw new IllegalArgumentException("this is no value of JSON");
    };
  }

  private static String ofMembers(JsonNode object) {
    var sorted = new TreeMap<String, JsonNode>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      sorted.put(member.getKey(), member.getValue());
    }
    return sorted.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + of(member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String ofNumber(JsonNode number) {
    if (!number.isIntegralNumber()
        || !number.canConvertToLong()
        || Math.abs(number.longValue()) > SAFE_INTEGER_MAX) {
      throw new IllegalArgumentException("its signed numbers are not all whole and small enough");
    }
    return String.valueOf(number.longValue());
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ' || isLoneSurrogate(text, i)) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    boolean isFirst = Character.isHighSurrogate(c);
    boolean isSecond = Character.isLowSurrogate(c);
    boolean isPaired =
        isFirst && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
            || isSecond && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    return (isFirst || isSecond) && !isPaired;
  }
}
