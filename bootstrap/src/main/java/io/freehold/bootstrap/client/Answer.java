package io.freehold.bootstrap.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What a server said.
///
/// @param body the bytes, exactly as they came
/// @param etag the entity tag, or empty
public record Answer(int status, byte[] body, String etag) {
  private static final JsonMapper JSON = new JsonMapper();

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// The body as JSON, or a missing node when it is none.
  public JsonNode json() {
    try {
      JsonNode parsed = body.length == 0 ? null : JSON.readTree(body);
      return parsed == null ? MissingNode.getInstance() : parsed;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  public String prettyJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The machine's word for a refusal, such as `GRANT_REVOKED`.
  public String errorCode() {
    return json().path("error").path("errorCode").asText("");
  }

  /// This answer, or what it refused in words for a person.
  public Answer orRefuse() {
    if (isSuccess()) {
      return this;
    }
    JsonNode error = json().path("error");
    throw new Refusal(
        "%s (%d %s)%s"
            .formatted(
                error.path("message").asText("the server refused"),
                status,
                errorCode(),
                details(error.path("details"))));
  }

  private static String details(JsonNode details) {
    return details.properties().stream()
        .map(member -> "\n  " + member.getKey() + ": " + detail(member.getValue()))
        .collect(Collectors.joining());
  }

  private static String detail(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(item -> item.has("pointer") ? violation(item) : item.asText())
            .collect(Collectors.joining(", "))
        : value.isValueNode() ? value.asText() : value.toString();
  }

  private static String violation(JsonNode item) {
    return "\n    %s  %s".formatted(item.path("pointer").asText(), item.path("message").asText());
  }
}
