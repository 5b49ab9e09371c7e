package io.freehold.adapters.storage.ipfs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.adapters.storage.http.Answer;
import java.io.IOException;

/// Reads answers in JSON; what is none reads as nothing.
final class JsonAnswer {
  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonAnswer() {}

  static JsonNode of(Answer answer) {
    return of(answer.text());
  }

  static JsonNode of(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      return MAPPER.missingNode();
    }
  }
}
