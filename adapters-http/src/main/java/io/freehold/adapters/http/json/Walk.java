package io.freehold.adapters.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// Goes through an object token by token, in memory that does not grow with its size but for the
/// names of the objects it stands in.
final class Walk {
  private final JsonParser parser;
  private final boolean mayHaveHalves;
  private final int[] namesAtDepth;
  private final int namesMax;
  private int depth = 1;

  Walk(JsonParser parser, StrictJson.Bounds bounds, boolean mayHaveHalves) {
    this.parser = parser;
    this.mayHaveHalves = mayHaveHalves;
    this.namesAtDepth = new int[bounds.depthMax() + 1];
    this.namesMax = bounds.namesMax();
  }

  /// From behind the opening brace to the closing one.
  void toTheEndOfTheObject() throws IOException {
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw StrictJson.refused("the JSON ends too early", parser.currentLocation());
      }
      see(token);
    }
  }

  private void see(JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT, START_ARRAY -> deeper();
      case END_OBJECT, END_ARRAY -> depth--;
      case FIELD_NAME -> {
        mustNotBeTooMany();
        mustBeWhole();
      }
      case VALUE_STRING -> mustBeWhole();
      default -> {}
    }
  }

  private void deeper() {
    if (++depth == namesAtDepth.length) {
      throw StrictJson.refused(
          "it is nested deeper than " + (depth - 1) + " levels", parser.currentTokenLocation());
    }
    namesAtDepth[depth] = 0;
  }

  private void mustNotBeTooMany() {
    if (++namesAtDepth[depth] > namesMax) {
      throw StrictJson.refused(
          "an object has more than " + namesMax + " members", parser.currentTokenLocation());
    }
  }

  private void mustBeWhole() throws IOException {
    if (mayHaveHalves && Utf8Text.hasHalfOfAPair(parser.getText())) {
      throw StrictJson.refused(
          "a text has half of a surrogate pair", parser.currentTokenLocation());
    }
  }
}
