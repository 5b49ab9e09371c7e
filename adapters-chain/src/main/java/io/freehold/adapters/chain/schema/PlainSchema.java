package io.freehold.adapters.chain.schema;

import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.dialect.DialectId;
import io.freehold.adapters.chain.schema.Shape.Kind;
import io.freehold.adapters.chain.schema.TextRule.CommonTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Reads a definition that says nothing but simple things into a `Shape`. A definition with any
/// other word in it has none; its payloads are judged by the library alone. What has a shape
/// follows the rules of its dialect, and the library would take it.
final class PlainSchema {
  private static final Pattern NAME = Pattern.compile("\\w+");
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final JsonNode root;
  private final Map<String, Shape> shapes = new HashMap<>();

  private PlainSchema(JsonNode root) {
    this.root = root;
  }

  /// A word this reader does not know, or knows only in another form.
  private static final class NotPlain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotPlain(String word) {
      super(word, null, false, false);
    }
  }

  static Optional<Shape> shapeOf(Definition definition) {
    if (!definition.dialect().equals(DialectId.DRAFT_2020_12)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PlainSchema(definition.tree()).at("#"));
    } catch (NotPlain | PatternSyntaxException | IllegalArgumentException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  /// A schema that others may refer to; known before it is read, so that it may refer to itself.
  private Shape at(String reference) {
    Shape known = shapes.get(reference);
    if (known != null) {
      return known;
    }
    var shape = new Shape();
    shapes.put(reference, shape);
    read(target(reference), shape);
    return shape;
  }

  private JsonNode target(String reference) {
    if (reference.equals("#")) {
      return root;
    }
    String prefix = "#/$defs/";
    String name = reference.startsWith(prefix) ? reference.substring(prefix.length()) : "";
    JsonNode found = root.path("$defs").path(name);
    if (!NAME.matcher(name).matches() || !found.isObject()) {
      throw new NotPlain(reference);
    }
    return found;
  }

  private Shape shape(JsonNode schema) {
    var shape = new Shape();
    read(schema, shape);
    return shape;
  }

  private void read(JsonNode schema, Shape shape) {
    if (!schema.isObject()) {
      throw new NotPlain("a schema that is no object");
    }
    var words = new HashSet<String>();
    schema.propertyNames().stream()
        .filter(word -> !isSilent(word, schema.get(word)))
        .forEach(words::add);
    if (words.contains("$ref")) {
      mustBeAlone(words);
      String reference = text(schema.get("$ref"));
      mustNotLeadOn(target(reference));
      shape.is(at(reference));
    } else if (words.contains("anyOf") && words.size() == 1) {
      alternatives(schema.get("anyOf"), shape);
    } else {
      words.forEach(word -> read(word, schema.get(word), shape));
      shape.text(textRule(schema));
    }
  }

  /// Is this a word that says nothing about a payload?
  private boolean isSilent(String word, JsonNode value) {
    return switch (word) {
      case "$schema" -> says(word, value.isString() && value.stringValue().equals(DIALECT));
      case "$comment", "title", "description" -> says(word, value.isString());
      case "examples" -> says(word, value.isArray());
      case "deprecated", "readOnly", "writeOnly" -> says(word, value.isBoolean());
      case "default" -> true;
      case "$defs" -> {
        members(value).forEach(member -> shape(member.getValue()));
        yield true;
      }
      default -> word.startsWith("x-") && !hasWordsOfTheDialect(value);
    };
  }

  /// The library reads what stands below a word it does not know as a schema, if it says so.
  private static boolean hasWordsOfTheDialect(JsonNode value) {
    if (value.propertyStream().anyMatch(member -> member.getKey().startsWith("$"))) {
      return true;
    }
    for (JsonNode child : value) {
      if (hasWordsOfTheDialect(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean says(String word, boolean whatItsDialectWants) {
    if (!whatItsDialectWants) {
      throw new NotPlain(word);
    }
    return true;
  }

  private static Set<Map.Entry<String, JsonNode>> members(JsonNode value) {
    if (!value.isObject()) {
      throw new NotPlain("no object");
    }
    return value.properties();
  }

  private static void mustBeAlone(Set<String> words) {
    if (words.size() > 1) {
      throw new NotPlain("$ref beside " + words);
    }
  }

  /// References that lead to references may have no end.
  private static void mustNotLeadOn(JsonNode target) {
    if (target.has("$ref") || target.has("anyOf")) {
      throw new NotPlain("a reference to a reference or to alternatives");
    }
  }

  /// Null, or something else: the one choice that can be made at the first token.
  private void alternatives(JsonNode branches, Shape shape) {
    boolean isNullOrElse =
        branches.isArray()
            && branches.size() == 2
            && branches.get(0).size() == 1
            && branches.get(0).path("type").asString("").equals("null")
            && !branches.get(1).has("anyOf");
    if (!isNullOrElse) {
      throw new NotPlain("anyOf");
    }
    shape.isNullOr(shape(branches.get(1)));
  }

  private void read(String word, JsonNode value, Shape shape) {
    switch (word) {
      case "type" -> shape.kinds(kinds(value));
      case "properties" ->
          members(value).forEach(p -> shape.member(p.getKey(), shape(p.getValue())));
      case "required" -> distinct(names(value)).forEach(shape::required);
      case "anyOf" -> shape.requiredOneOf(requiredOfEach(value));
      case "additionalProperties" -> others(value, shape);
      case "items" -> shape.items(shape(value));
      case "minimum" -> shape.minimum(whole(value));
      case "maximum" -> shape.maximum(whole(value));
      case "minItems" -> shape.itemsMin(count(value));
      case "maxItems" -> shape.itemsMax(count(value));
      case "minLength", "maxLength", "pattern", "format", "enum" -> {
        // Read together, by `textRule`.
      }
      default -> throw new NotPlain(word);
    }
  }

  private static int kinds(JsonNode type) {
    List<String> names = type.isArray() ? distinct(names(type)) : List.of(text(type));
    return names.stream()
        .mapToInt(name ->
            switch (name) {
              case "object" -> Kind.OBJECT;
              case "array" -> Kind.ARRAY;
              case "string" -> Kind.STRING;
              case "integer" -> Kind.INTEGER;
              case "number" -> Kind.INTEGER | Kind.FRACTION;
              case "boolean" -> Kind.BOOLEAN;
              case "null" -> Kind.NULL;
              default -> throw new NotPlain(name);
            })
        .reduce(0, (a, b) -> a | b);
  }

  private void others(JsonNode value, Shape shape) {
    if (value.isObject()) {
      shape.others(shape(value));
    } else if (value.isBoolean() && !value.booleanValue()) {
      shape.noOthers();
    } else if (!value.isBoolean()) {
      throw new NotPlain("additionalProperties");
    }
  }

  private static List<List<String>> requiredOfEach(JsonNode branches) {
    if (!branches.isArray() || branches.isEmpty()) {
      throw new NotPlain("anyOf");
    }
    var lists = new ArrayList<List<String>>();
    for (JsonNode branch : branches) {
      if (branch.size() != 1 || !branch.has("required")) {
        throw new NotPlain("anyOf");
      }
      lists.add(distinct(names(branch.get("required"))));
    }
    return lists;
  }

  private static TextRule textRule(JsonNode schema) {
    var rule =
        new TextRule(
            schema.has("minLength") ? count(schema.get("minLength")) : 0,
            schema.has("maxLength") ? count(schema.get("maxLength")) : Integer.MAX_VALUE,
            Optional.ofNullable(schema.get("pattern"))
                .map(regex -> TextRule.Pattern.of(text(regex))),
            Optional.ofNullable(schema.get("format")).map(format -> time(text(format))),
            schema.has("enum") ? Set.copyOf(names(schema.get("enum"))) : Set.of());
    boolean isAboutTextsAlone = schema.path("type").asString("").equals("string");
    if (schema.has("enum") && !isAboutTextsAlone) {
      throw new NotPlain("an enum of more than texts");
    }
    return rule;
  }

  private static CommonTime time(String format) {
    return switch (format) {
      case "date" -> CommonTime.DATE;
      case "date-time" -> CommonTime.DATE_TIME;
      default -> throw new NotPlain(format);
    };
  }

  private static List<String> names(JsonNode array) {
    if (!array.isArray() || array.isEmpty()) {
      throw new NotPlain("no list of texts");
    }
    return StreamSupport.stream(array.spliterator(), false).map(PlainSchema::text).toList();
  }

  private static List<String> distinct(List<String> names) {
    if (Set.copyOf(names).size() < names.size()) {
      throw new NotPlain("a name that is listed twice");
    }
    return names;
  }

  private static String text(JsonNode value) {
    if (!value.isString()) {
      throw new NotPlain("no text");
    }
    return value.stringValue();
  }

  private static int count(JsonNode value) {
    long number = whole(value);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new NotPlain("no count");
    }
    return (int) number;
  }

  private static long whole(JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new NotPlain("no whole number");
    }
    return value.longValue();
  }
}
