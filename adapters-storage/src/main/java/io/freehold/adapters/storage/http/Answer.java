package io.freehold.adapters.storage.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
  private static final JsonMapper JSON = new JsonMapper();

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

  /// Missing where the body is no JSON. Nothing is said of why, which could quote a secret.
  public JsonNode json() {
    return json(text());
  }

  /// The last line as JSON, of a service that tells its progress line by line.
  public JsonNode lastLineAsJson() {
    return json(text().strip().lines().reduce((_, line) -> line).orElse(""));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /// Without the body and the headers, which may repeat what was sent.
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
