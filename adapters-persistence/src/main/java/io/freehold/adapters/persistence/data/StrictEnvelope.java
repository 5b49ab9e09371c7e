package io.freehold.adapters.persistence.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.freehold.application.Limits;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Reads what came from elsewhere and is to be a data file (§5.2): UTF-8, JSON to its end, within
/// the bounds of an ingest, and without a member that is there twice, of which two readers could
/// each take another. The members may stand in any order and form. Memory does not grow with it.
final class StrictEnvelope {
  private static final Set<String> TEXTS = Set.of("scope", "collectedAt");
  private static final String PAYLOAD = "data";

  private final JsonFactory json;

  StrictEnvelope(Limits limits) {
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.jsonDepthMax() + 1)
                    .maxNameLength(limits.jsonNameCharactersMax())
                    .maxNumberLength(limits.jsonNumberCharactersMax())
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
  }

  /// What a file says it is.
  record Claim(Scope scope, CollectedAt version) {}

  /// An IllegalArgumentException says why it is no data file, with nothing of what is in it; an
  /// IOException, that it could not be read.
  Claim read(InputStream in) throws IOException {
    var utf8 =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try (JsonParser parser = json.createParser(new InputStreamReader(in, utf8))) {
      return read(parser);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8", e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is not JSON" + place(e.getLocation()), e);
    }
  }

  private static String place(JsonLocation at) {
    return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static Claim read(JsonParser parser) throws IOException {
    must(parser.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
    var names = new HashSet<String>();
    var texts = new HashMap<String, String>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      readMember(parser, names, texts);
    }
    must(parser.nextToken() == null, "something follows its end");
    must(names.contains(PAYLOAD), "it has no data");
    return claim(texts);
  }

  /// Envelopes have a handful of members; more names are not kept.
  private static void readMember(JsonParser parser, Set<String> names, Map<String, String> texts)
      throws IOException {
    String name = parser.currentName();
    must(names.add(name), "it has a member twice");
    must(names.size() <= 100, "it has more members than an envelope");
    boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
    if (!TEXTS.contains(name)) {
      parser.skipChildren();
      return;
    }
    must(isText, "its scope or its time is no text");
    texts.put(name, parser.getText());
  }

  private static Claim claim(Map<String, String> texts) {
    try {
      return new Claim(
          new Scope(texts.getOrDefault("scope", "")),
          CollectedAt.parse(texts.getOrDefault("collectedAt", "")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it does not say of which scope and time it is", e);
    }
  }

  private static void must(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
