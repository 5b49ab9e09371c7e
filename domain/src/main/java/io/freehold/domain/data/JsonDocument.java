package io.freehold.domain.data;

import java.nio.charset.StandardCharsets;

/// A JSON text as somebody wrote it: exact UTF-8 bytes, checked at the edge where they came in, and
/// never written anew. The array is shared, not copied: treat it as read-only.
public record JsonDocument(byte[] utf8) {
  public static JsonDocument of(String text) {
    return new JsonDocument(text.getBytes(StandardCharsets.UTF_8));
  }

  public int sizeBytes() {
    return utf8.length;
  }

  public String text() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonDocument that && java.util.Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(utf8);
  }

  /// Says how much there is, never what: a payload does not belong into a log.
  @Override
  public String toString() {
    return "JsonDocument[" + utf8.length + " bytes]";
  }
}
