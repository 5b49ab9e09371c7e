package io.freehold.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// The time that names a version of a scope (§4.1.8): whole seconds where they suffice,
/// milliseconds where a second was already taken.
///
/// @param instant a time in whole milliseconds, in the years 1970 to 9999
public record CollectedAt(Instant instant) implements Comparable<CollectedAt> {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern FILE_NAME =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})T(\\d{2})-(\\d{2})-(\\d{2}(?:\\.\\d{3})?)Z");
  private static final long MILLIS_MAX = 253_402_300_799_999L;

  public CollectedAt {
    if (instant.getNano() % 1_000_000 != 0
        || instant.isBefore(Instant.EPOCH)
        || instant.isAfter(Instant.ofEpochMilli(MILLIS_MAX))) {
      throw new IllegalArgumentException("not a time of whole milliseconds after 1970: " + instant);
    }
  }

  public static CollectedAt ofMillis(long epochMillis) {
    return new CollectedAt(Instant.ofEpochMilli(epochMillis));
  }

  /// Reads an ISO 8601 time; a fraction finer than milliseconds is refused.
  public static CollectedAt parse(String text) {
    try {
      return new CollectedAt(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "a time is written like 2026-01-21T10:00:00Z, not: " + HexText.shortened(text), e);
    }
  }

  /// Reads the form used in file names, `2026-01-21T10-00-00Z`. A version has one file name: other
  /// spellings of its time are refused.
  public static CollectedAt ofFileName(String text) {
    var matcher = FILE_NAME.matcher(text);
    if (!matcher.matches()) {
      throw notAName(text);
    }
    CollectedAt time =
        parse(
            "%sT%s:%s:%sZ"
                .formatted(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
    if (!time.fileName().equals(text)) {
      throw notAName(text);
    }
    return time;
  }

  private static IllegalArgumentException notAName(String text) {
    return new IllegalArgumentException("not the name of a version: " + HexText.shortened(text));
  }

  public long epochMillis() {
    return instant.toEpochMilli();
  }

  /// `2026-01-21T10:00:00Z`, or `2026-01-21T10:00:00.001Z`.
  public String text() {
    return (instant.getNano() == 0 ? SECONDS : MILLIS).format(instant);
  }

  /// `2026-01-21T10-00-00Z`: without colons, which some file systems refuse.
  public String fileName() {
    return text().replace(':', '-');
  }

  @Override
  public int compareTo(CollectedAt other) {
    return instant.compareTo(other.instant);
  }

  @Override
  public String toString() {
    return text();
  }
}
