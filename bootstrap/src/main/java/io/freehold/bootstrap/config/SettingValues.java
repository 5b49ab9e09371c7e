package io.freehold.bootstrap.config;

import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The settings as texts, each with the place it was found in, read as the type it is used as.
final class SettingValues {
  /// A text and where it was written.
  record Found(String text, String place) {}

  private final Map<String, Found> values;

  SettingValues(Map<String, Found> values) {
    this.values = Map.copyOf(values);
  }

  Optional<String> text(String path) {
    return Optional.ofNullable(values.get(path)).map(Found::text).filter(text -> !text.isEmpty());
  }

  String text(String path, String byDefault) {
    return text(path).orElse(byDefault);
  }

  Optional<Secret> secret(String path) {
    return text(path).map(Secret::new);
  }

  /// Separated by commas.
  List<String> list(String path) {
    return text(path).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  boolean flag(String path, boolean byDefault) {
    return read(
        path,
        byDefault,
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException();
            });
  }

  boolean hasAnyBelow(String prefix) {
    return values.keySet().stream().anyMatch(path -> path.startsWith(prefix));
  }

  long number(String path, long byDefault) {
    return read(path, byDefault, "a whole number", Long::parseLong);
  }

  int integer(String path, int byDefault) {
    return read(path, byDefault, "a whole number up to 2147483647", Integer::parseInt);
  }

  int port(String path, int byDefault) {
    return read(
        path,
        byDefault,
        "a port from 0 to 65535, 0 meaning any free one",
        text -> {
          int port = Integer.parseInt(text);
          if (port < 0 || port > 65535) {
            throw new IllegalArgumentException();
          }
          return port;
        });
  }

  /// `500ms`, `10s`, `5m`, `24h`, an ISO duration, or a number of seconds.
  Duration duration(String path, Duration byDefault) {
    return read(path, byDefault, "a time such as 500ms, 10s, 5m or 24h", SettingValues::duration);
  }

  <T> T read(String path, T byDefault, String expected, Function<String, T> reader) {
    Found found = values.get(path);
    if (found == null || found.text().isEmpty()) {
      return byDefault;
    }
    try {
      return reader.apply(found.text());
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new InvalidSettings(
          "%s (%s) must be %s, not '%s'".formatted(path, found.place(), expected, found.text()), e);
    }
  }

  private static Duration duration(String text) {
    if (text.startsWith("P")) {
      return Duration.parse(text);
    }
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    long amount = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits)) {
      case "ms" -> Duration.ofMillis(amount);
      case "", "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> throw new IllegalArgumentException();
    };
  }
}
