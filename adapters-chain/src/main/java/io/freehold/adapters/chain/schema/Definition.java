package io.freehold.adapters.chain.schema;

import com.networknt.schema.dialect.DialectId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A definition as registered, checked for what its dialect's own rules do not say: it is written
/// in a dialect we know, and refers to nothing outside itself (threat T34).
///
/// @param dialect the id of the dialect it is written in, as the library spells it
record Definition(JsonNode tree, String dialect) {
  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");
  private static final Map<String, String> DIALECTS =
      Map.of(
          "http://json-schema.org/draft-04/schema", DialectId.DRAFT_4,
          "http://json-schema.org/draft-06/schema", DialectId.DRAFT_6,
          "http://json-schema.org/draft-07/schema", DialectId.DRAFT_7,
          "http://json-schema.org/draft/2019-09/schema", DialectId.DRAFT_2019_09,
          "http://json-schema.org/draft/2020-12/schema", DialectId.DRAFT_2020_12);

  /// An IllegalArgumentException says what is wrong with the definition.
  static Definition of(JsonNode tree) {
    if (!tree.isObject() && !tree.isBoolean()) {
      throw new IllegalArgumentException("a schema is a JSON object, or true or false");
    }
    mustReferToItself(tree);
    return new Definition(tree, dialectOf(tree));
  }

  private static String dialectOf(JsonNode tree) {
    JsonNode named = tree.get("$schema");
    if (named == null) {
      return DialectId.DRAFT_2020_12;
    }
    String id = named.asString("").replaceFirst("^https:", "http:").replaceFirst("#$", "");
    return Optional.ofNullable(DIALECTS.get(id))
        .orElseThrow(
            () -> new IllegalArgumentException("$schema names no draft from 4 to 2020-12"));
  }

  private static void mustReferToItself(JsonNode node) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonNode value = member.getValue();
      if (REFERENCES.contains(member.getKey())
          && value.isString()
          && !value.stringValue().startsWith("#")) {
        throw new IllegalArgumentException(
            member.getKey() + " may only point into the schema itself, with #...");
      }
    }
    for (JsonNode child : node) {
      mustReferToItself(child);
    }
  }
}
