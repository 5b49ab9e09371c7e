package io.freehold.adapters.storage.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads how long a backend wants to be left alone.
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Duration MAX = Duration.ofDays(1);

  private RetryAfter() {}

  /// Seconds or an HTTP date, at most a day; empty for whatever is neither.
  public static Optional<Duration> of(String text, Instant now) {
    String stripped = text.strip();
    return SECONDS.matcher(stripped).matches()
        ? Optional.of(bounded(Duration.ofSeconds(Long.parseLong(stripped))))
        : ofDate(stripped, now);
  }

  private static Optional<Duration> ofDate(String text, Instant now) {
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(bounded(Duration.between(now, date)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration asked) {
    Duration positive = asked.isNegative() ? Duration.ZERO : asked;
    return positive.compareTo(MAX) > 0 ? MAX : positive;
  }
}
