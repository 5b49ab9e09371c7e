package io.freehold.adapters.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.freehold.application.Limits;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.data.JsonDocument;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Reads JSON without mercy: UTF-8 without byte order mark, one object, no name twice in an object,
/// no half of a surrogate pair, nothing behind the end, and bounds on depth, names and numbers
/// (threats T32 and T33). What is wrong is told by its place and never by its content.
public final class StrictJson {
  /// The parser's own bound on depth is only a backstop; the walk counts for itself.
  private static final int DEPTH_BACKSTOP = 10_000;

  private final Bounds bounds;
  private final StreamReadConstraints constraints;

  /// @param depthMax levels of objects and arrays
  /// @param namesMax of one object
  /// @param nameCharactersMax of one name
  /// @param numberCharactersMax of one number
  record Bounds(int depthMax, int namesMax, int nameCharactersMax, int numberCharactersMax) {}

  StrictJson(Bounds bounds) {
    this.bounds = bounds;
    this.constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH_BACKSTOP)
            .maxNameLength(bounds.nameCharactersMax())
            .maxNumberLength(bounds.numberCharactersMax())
            .maxStringLength(Integer.MAX_VALUE)
            .build();
  }

  /// Within the limits of this server.
  public static StrictJson of(Limits limits) {
    return new StrictJson(
        new Bounds(
            limits.jsonDepthMax(),
            limits.jsonNamesMax(),
            limits.jsonNameCharactersMax(),
            limits.jsonNumberCharactersMax()));
  }

  /// The same limits for a text of no great depth.
  public static StrictJson ofDepth(int depthMax) {
    Limits limits = Limits.DEFAULT;
    return new StrictJson(
        new Bounds(
            depthMax,
            limits.jsonNamesMax(),
            limits.jsonNameCharactersMax(),
            limits.jsonNumberCharactersMax()));
  }

  /// One for each document: a factory remembers the names it has read, and names are data.
  private JsonParser parser(byte[] utf8) throws IOException {
    return new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(constraints)
        .build()
        .createParser(utf8);
  }

  /// The same bytes, known to be a JSON object.
  public JsonDocument object(byte[] utf8) {
    Utf8Text.mustBeUtf8(utf8);
    boolean mayHaveHalves = Utf8Text.mayEscapeSurrogates(utf8);
    try (JsonParser parser = parser(utf8)) {
      begin(parser);
      new Walk(parser, bounds, mayHaveHalves).toTheEndOfTheObject();
      end(parser);
    } catch (IOException e) {
      throw refused(e);
    }
    return new JsonDocument(utf8);
  }

  /// A JSON object to read members from; for bodies that are small.
  public JsonMembers members(byte[] utf8) {
    Utf8Text.mustBeUtf8(utf8);
    try (JsonParser parser = parser(utf8)) {
      begin(parser);
      JsonMembers members = new TreeReader(parser, utf8, bounds.depthMax()).object(1);
      end(parser);
      return members;
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private static void begin(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw refused("a JSON object is wanted", parser.currentTokenLocation());
    }
  }

  private static void end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw refused("there is more behind the JSON object", parser.currentTokenLocation());
    }
  }

  static RuntimeException refused(String what, JsonLocation place) {
    return Problem.malformed(
            Subject.BODY,
            what + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")")
        .asException();
  }

  private static RuntimeException refused(IOException e) {
    return switch (e) {
      case StreamConstraintsException constraint ->
          refused("a name or a number is too long, or it is nested too deep", place(constraint));
      case JsonProcessingException parse when isDuplicate(parse) ->
          refused("a name is given twice in one object", place(parse));
      case JsonProcessingException parse -> refused("this is not JSON", place(parse));
      default -> throw new UncheckedIOException(e);
    };
  }

  private static boolean isDuplicate(JsonProcessingException e) {
    return e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate");
  }

  private static JsonLocation place(JsonProcessingException e) {
    return e.getLocation() == null ? JsonLocation.NA : e.getLocation();
  }
}
