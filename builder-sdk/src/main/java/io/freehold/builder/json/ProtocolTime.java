package io.freehold.builder.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/// Times as servers of the protocol write them: as text, in seconds, or in milliseconds.
public final class ProtocolTime {
  private static final long MILLIS_FROM = 100_000_000_000L;

  private ProtocolTime() {}

  public static Instant read(String text) {
    try {
      if (text.matches("[0-9]{1,15}")) {
        long number = Long.parseLong(text);
        return number < MILLIS_FROM ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
      }
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw new IllegalArgumentException("a time is written like 2026-01-21T10:00:00Z");
    }
  }
}
