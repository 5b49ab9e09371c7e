package io.freehold.bootstrap.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// Times and spans as a person writes them: `30d`, `12h`, `2027-01-01T00:00:00Z`, `never`.
final class Expires {
  static final String DESCRIPTION = "30d, 12h, 2027-01-01T00:00:00Z, or never";

  private Expires() {}

  /// Seconds since 1970, or 0 for never.
  static long at(String text, Instant now) {
    if (text.equals("never")) {
      return 0;
    }
    try {
      return isSpan(text)
          ? now.plus(parsed(text)).getEpochSecond()
          : Instant.parse(text).getEpochSecond();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("expected " + DESCRIPTION + ", not: " + text, e);
    }
  }

  static boolean isOne(String text) {
    try {
      return at(text, Instant.EPOCH) >= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Seconds, or 0 for ever.
  static long span(String text) {
    if (text.equals("ever") || text.equals("never")) {
      return 0;
    }
    if (!isSpan(text)) {
      throw new IllegalArgumentException("expected 30d, 12h or ever, not: " + text);
    }
    return parsed(text).toSeconds();
  }

  private static boolean isSpan(String text) {
    return text.matches("\\d{1,6}[dhm]");
  }

  private static Duration parsed(String span) {
    return Duration.parse(span.endsWith("d") ? "P" + span : "PT" + span);
  }
}
