package io.freehold.adapters.http;

import java.util.List;

/// The strong ETag of bytes: their SHA-256 in quotes (RFC 9110 §8.8.3).
public record EntityTag(String value) {
  public static EntityTag of(String sha256) {
    return new EntityTag('"' + sha256 + '"');
  }

  /// Whether a client names it, or anything, in `If-None-Match`; compared weakly, as RFC 9110
  /// §13.1.2 asks.
  public boolean isNamedIn(List<String> headers) {
    for (String header : headers) {
      for (String known : header.split(",", -1)) {
        String tag = known.strip();
        if (tag.equals("*") || tag.equals(value) || tag.equals("W/" + value)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return value;
  }
}
