package io.freehold.adapters.persistence.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a data file says of itself (§5.2), read in one pass to its end, so that a file that breaks
/// off is found out.
///
/// @param schemaUrl the `$schema` member
record Envelope(Optional<String> schemaUrl, Scope scope, CollectedAt collectedAt) {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(10_000)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  /// An IllegalArgumentException says why the bytes are no envelope; an IOException, that they
  /// could not be read.
  static Envelope read(InputStream in) throws IOException {
    Map<String, String> texts;
    try {
      texts = topLevelTexts(in);
    } catch (JacksonException | CharConversionException e) {
      throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
    }
    return new Envelope(
        Optional.ofNullable(texts.get("$schema")),
        new Scope(texts.getOrDefault("scope", "")),
        CollectedAt.parse(texts.getOrDefault("collectedAt", "")));
  }

  private static Map<String, String> topLevelTexts(InputStream in) throws IOException {
    var texts = new HashMap<String, String>();
    try (JsonParser parser = JSON.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING && isOurs(name)) {
          texts.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("something follows the envelope");
      }
    }
    return texts;
  }

  private static boolean isOurs(String name) {
    return name.equals("$schema") || name.equals("scope") || name.equals("collectedAt");
  }
}
