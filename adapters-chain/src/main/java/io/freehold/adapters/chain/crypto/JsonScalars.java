package io.freehold.adapters.chain.crypto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The texts, numbers and truths in a JSON text, each by its path in lower case, such as
/// `/crypto/kdfparams/n`.
final class JsonScalars {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonScalars() {}

  /// Empty when it is no JSON. Why is not said: that would quote the text, which may be secret.
  static Optional<Map<String, String>> of(String json) {
    var values = new HashMap<String, String>();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          String path = parser.getParsingContext().pathAsPointer().toString();
          values.put(path.toLowerCase(Locale.ROOT), parser.getText());
        }
      }
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
    return Optional.of(values);
  }
}
