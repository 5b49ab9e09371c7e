package io.freehold.adapters.chain.schema;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;

/// Reads JSON into trees for validation only. Fractions become doubles, so that no exponent can
/// unfold into gigabytes of digits; a number beyond the doubles becomes the outermost double, so
/// that it is still a number and still larger than any maximum.
final class JsonTrees {
  private static final int DIGITS_MAX = 1_000;

  private final StreamReadConstraints bounds;
  private final JsonMapper payloads;
  private final JsonMapper definitions;

  JsonTrees(int depthMax) {
    bounds = bounds(depthMax);
    payloads = mapper(bounds).build();
    definitions = mapper(bounds).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }

  JsonNode payload(byte[] utf8) {
    try (JsonParser parser = parser(utf8)) {
      return payloads.readTree(parser);
    }
  }

  /// Of a factory of its own: a factory remembers the names it has read, and names are data.
  private JsonParser parser(byte[] utf8) {
    return factory(bounds).createParser(ObjectReadContext.empty(), utf8);
  }

  /// Whether a payload surely has a shape; no tree is made.
  boolean fits(byte[] utf8, Shape shape) {
    try (JsonParser parser = parser(utf8)) {
      return parser.nextToken() != null && shape.isFitBy(parser) && parser.nextToken() == null;
    } catch (JacksonException | StackOverflowError e) {
      // The library is asked next, and says what is wrong.
      return false;
    }
  }

  /// A definition that names a member twice is not read: nobody knows which of the two was meant.
  JsonNode definition(String text) {
    return definitions.readTree(text);
  }

  private static JsonFactory factory(StreamReadConstraints bounds) {
    return JsonFactory.builder().streamReadConstraints(bounds).build();
  }

  private static JsonMapper.Builder mapper(StreamReadConstraints bounds) {
    return JsonMapper.builder(factory(bounds))
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .nodeFactory(new FiniteNumbers());
  }

  /// Texts and names are as long as the body that was let in.
  private static StreamReadConstraints bounds(int depthMax) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(depthMax)
        .maxNumberLength(DIGITS_MAX)
        .maxStringLength(Integer.MAX_VALUE)
        .maxNameLength(Integer.MAX_VALUE)
        .build();
  }

  private static final class FiniteNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public NumericNode numberNode(double value) {
      return super.numberNode(Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE));
    }
  }
}
