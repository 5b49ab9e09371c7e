package io.freehold.adapters.storage.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a backend answered, in memory: no blob.
///
/// @param headers by their names in lower case
/// @param retryAfter what the backend asked for, if it asked
/// @param body of a refusal, the beginning
public record Answer(
    int status, Map<String, String> headers, Optional<Duration> retryAfter, byte[] body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  public boolean isGood() {
    return status / 100 == 2;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// Without the body and the headers, which may repeat what was sent.
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
