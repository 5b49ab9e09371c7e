package io.freehold.adapters.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freehold.adapters.http.json.JsonMembers.Null;
import io.freehold.adapters.http.json.JsonMembers.Number;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Reads a small JSON text into memory, numbers as they are written.
final class TreeReader {
  private final JsonParser parser;
  private final byte[] utf8;
  private final int depthMax;

  TreeReader(JsonParser parser, byte[] utf8, int depthMax) {
    this.parser = parser;
    this.utf8 = utf8;
    this.depthMax = depthMax;
  }

  /// The object whose opening brace was just read.
  JsonMembers object(int depth) throws IOException {
    mustNotBeTooDeep(depth);
    int begin = (int) parser.currentTokenLocation().getByteOffset();
    var members = new LinkedHashMap<String, Object>();
    while (next() != JsonToken.END_OBJECT) {
      String name = whole(parser.currentName());
      next();
      members.put(name, value(depth));
    }
    int end = (int) parser.currentLocation().getByteOffset();
    return new JsonMembers(members, utf8, begin, end);
  }

  private List<Object> array(int depth) throws IOException {
    mustNotBeTooDeep(depth);
    var items = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      items.add(value(depth));
    }
    return items;
  }

  private Object value(int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(depth + 1);
      case START_ARRAY -> array(depth + 1);
      case VALUE_STRING -> whole(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(parser.getText());
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> Null.NULL;
    };
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw StrictJson.refused("the JSON ends too early", parser.currentLocation());
    }
    return token;
  }

  private String whole(String text) {
    if (Utf8Text.hasHalfOfAPair(text)) {
      throw StrictJson.refused(
          "a text has half of a surrogate pair", parser.currentTokenLocation());
    }
    return text;
  }

  private void mustNotBeTooDeep(int depth) {
    if (depth > depthMax) {
      throw StrictJson.refused(
          "it is nested deeper than " + depthMax + " levels", parser.currentTokenLocation());
    }
  }
}
