package io.freehold.adapters.chain.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaException;
import io.freehold.application.Limits;
import io.freehold.domain.Address;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.registry.SchemaRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the short cut lets pass, the library would have let pass: tried on each word it knows, and
/// on schemas and payloads made at random.
final class PlainSchemaTest {
  private static final JsonSchemaCompiler COMPILER = new JsonSchemaCompiler(Limits.DEFAULT);
  private static final long SEED = Long.getLong("freehold.seed", 20_260_121L);
  private static final int SCHEMAS = 400;
  private static final int PAYLOADS = 60;
  private static final int DAMAGED_SCHEMAS = 5_000;

  private static JsonSchema schema(String definition) {
    return (JsonSchema)
        COMPILER.compile(
            new SchemaRecord(
                new SchemaId("0x" + "1".repeat(64)),
                new Address("0x" + "2".repeat(40)),
                "plain",
                new Scope("plain.schema"),
                "https://schemas.example.com/1",
                definition,
                Instant.EPOCH));
  }

  private static boolean surelyFits(String definition, String payload) {
    return schema(definition).surelyFits(JsonDocument.of(payload));
  }

  @Test
  void letsPassOnlyWhatTheLibraryLetsPass() {
    System.out.println("plain schemas: -Dfreehold.seed=" + SEED);
    RandomGenerator random = new Random(SEED);
    int passed = 0;
    int valid = 0;
    for (int i = 0; i < SCHEMAS; i++) {
      var made = new Made(random);
      String definition = made.root();
      JsonSchema schema = schema(definition);
      for (int j = 0; j < PAYLOADS; j++) {
        JsonDocument payload = JsonDocument.of(made.payload());
        boolean isValid = schema.judgedByTheLibrary(payload).isEmpty();
        boolean passes = schema.surelyFits(payload);
        assertThat(isValid || !passes)
            .describedAs("%s judged %s", definition, payload.text())
            .isTrue();
        passed += passes ? 1 : 0;
        valid += isValid ? 1 : 0;
      }
    }
    assertThat(passed).isGreaterThan(1_000).isGreaterThan(valid / 2);
    assertThat(valid).isLessThan(SCHEMAS * PAYLOADS - 1_000);
  }

  /// A definition with a shape is registered without the library, and the library must not find
  /// later that it is none.
  @Test
  void givesAShapeOnlyToWhatTheLibraryTakes() {
    System.out.println("plain definitions: -Dfreehold.seed=" + SEED);
    RandomGenerator random = new Random(SEED);
    var trees = new JsonTrees(128);
    var library = new SchemaLibrary(trees);
    int plain = 0;
    int notTaken = 0;
    for (int i = 0; i < DAMAGED_SCHEMAS; i++) {
      JsonNode tree = trees.definition(new Made(random).root());
      new Damage(random, trees).to(tree);
      String definition = tree.toString();
      boolean isTaken = isTaken(library, trees, definition);
      boolean isPlain = isPlain(trees, definition);
      assertThat(isTaken || !isPlain).describedAs(definition).isTrue();
      plain += isPlain ? 1 : 0;
      notTaken += isTaken ? 0 : 1;
    }
    assertThat(plain).isGreaterThan(DAMAGED_SCHEMAS / 20);
    assertThat(notTaken).isGreaterThan(DAMAGED_SCHEMAS / 5);
  }

  private static boolean isPlain(JsonTrees trees, String definition) {
    try {
      return PlainSchema.shapeOf(Definition.of(trees.definition(definition))).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isTaken(SchemaLibrary library, JsonTrees trees, String definition) {
    try {
      library.compile(Definition.of(trees.definition(definition)), definition.length());
      return true;
    } catch (IllegalArgumentException | SchemaException | StackOverflowError e) {
      return false;
    }
  }

  /// One value of a definition becomes another, or one word comes in.
  private static final class Damage {
    private static final List<String> WORDS =
        List.of(
            "$schema",
            "$comment",
            "$defs",
            "$ref",
            "title",
            "description",
            "examples",
            "default",
            "deprecated",
            "readOnly",
            "writeOnly",
            "type",
            "properties",
            "required",
            "anyOf",
            "additionalProperties",
            "items",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "enum",
            "x-ours");
    private static final List<String> VALUES =
        List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1.0",
            "\"\"",
            "\"string\"",
            "\"(\"",
            "\"#\"",
            "\"#/$defs/d0\"",
            "\"#/$defs/none\"",
            "\"https://json-schema.org/draft/2020-12/schema\"",
            "\"http://json-schema.org/draft/2020-12/schema#\"",
            "[]",
            "[1]",
            "[\"a\"]",
            "[\"a\",\"a\"]",
            "[\"null\",\"null\"]",
            "[{}]",
            "[{\"type\":\"null\"},{}]",
            "[{\"required\":[\"a\",\"a\"]}]",
            "{}",
            "{\"a\":1}",
            "{\"a\":{}}",
            "{\"pattern\":\"(\"}",
            "{\"$id\":\":::: %zz\"}",
            "{\"$id\":\"https://a.example/\",\"$ref\":\"#/nope\",\"pattern\":\"(\"}",
            "{\"$anchor\":\"f o/o\",\"pattern\":\"(\"}",
            "{\"a\":[{\"$dynamicAnchor\":\"f o/o\",\"pattern\":\"(\"}]}",
            "{\"a\":{\"type\":\"null\"},\"b\":{\"type\":\"null\"}}");

    private final RandomGenerator random;
    private final JsonTrees trees;

    Damage(RandomGenerator random, JsonTrees trees) {
      this.random = random;
      this.trees = trees;
    }

    void to(JsonNode tree) {
      var objects = new ArrayList<ObjectNode>();
      collect(tree, objects);
      ObjectNode object = objects.get(random.nextInt(objects.size()));
      List<String> names = List.copyOf(object.propertyNames());
      String word =
          names.isEmpty() || random.nextBoolean()
              ? WORDS.get(random.nextInt(WORDS.size()))
              : names.get(random.nextInt(names.size()));
      object.set(word, trees.definition(VALUES.get(random.nextInt(VALUES.size()))));
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
      if (node instanceof ObjectNode object) {
        objects.add(object);
      }
      for (JsonNode child : node) {
        collect(child, objects);
      }
    }
  }

  /// A schema of the words the short cut knows, and payloads that nearly fit it.
  private static final class Made {
    private static final List<String> TEXTS =
        List.of(
            "",
            "a",
            "ab",
            "abc",
            "é",
            "😀",
            "😀😀",
            "http://x",
            "https://x",
            "ftp://x",
            "12",
            "1a",
            "2026-01-21",
            "2026-02-29",
            "2024-02-29",
            "2100-02-29",
            "2000-02-29",
            "2024-02-30",
            "2026-13-01",
            "2026-1-21",
            "0026-01-21",
            "2026-01-21T10:00:00Z",
            "2026-01-21T10:00:00.123Z",
            "2026-01-21T10:00:00.1234567890Z",
            "2026-01-21T24:00:00Z",
            "2026-06-31T10:00:00Z",
            "2026-01-21T10:00:60Z",
            "2026-01-21T10:00:00",
            "2026-01-21T10:00:00+01:00",
            "2026-01-21t10:00:00z",
            "2026-01-21T10:00:00.Z");
    private static final List<String> NUMBERS =
        List.of(
            "0",
            "-0",
            "1",
            "-1",
            "5",
            "6",
            "10",
            "5.0",
            "4.999",
            "5.0000000000000000001",
            "1e2",
            "1e400",
            "-1e400",
            "9223372036854775807",
            "9223372036854775808",
            "123456789012345678901234567890");
    private static final List<String> PATTERNS =
        List.of(
            "^https?://",
            "^[0-9]+$",
            "^a",
            "b$",
            "^ab?c?",
            "x",
            "^",
            "^a.c",
            "^(a|b)",
            "^é?",
            "^😀?",
            "a|^b");
    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    private final RandomGenerator random;
    private final List<String> definitions = new ArrayList<>();

    Made(RandomGenerator random) {
      this.random = random;
    }

    String root() {
      String d0 = schema(2);
      String d1 = schema(2);
      String root = object(3);
      definitions.add(root);
      return root.substring(0, root.length() - 1)
          + ",\"$defs\":{\"d0\":%s,\"d1\":%s}}".formatted(d0, d1);
    }

    private boolean chance(int of) {
      return random.nextInt(of) == 0;
    }

    private <T> T any(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }

    private String schema(int depth) {
      return switch (random.nextInt(depth > 0 ? 9 : 5)) {
        case 0 -> "{}";
        case 1 -> text();
        case 2 -> number();
        case 3 -> "{\"type\":[\"boolean\",\"null\"]}";
        case 4 -> "{\"type\":[\"string\",\"integer\"],\"minLength\":1,\"maximum\":5}";
        case 5 -> array(depth);
        case 6 -> "{\"$ref\":\"#/$defs/d%d\",\"title\":\"t\"}".formatted(random.nextInt(2));
        case 7 -> "{\"anyOf\":[{\"type\":\"null\"},%s]}".formatted(schema(depth - 1));
        default -> object(depth);
      };
    }

    private String text() {
      var words = new ArrayList<>(List.of("\"type\":\"string\""));
      switch (random.nextInt(6)) {
        case 0 -> words.add("\"minLength\":" + random.nextInt(3));
        case 1 -> words.add("\"maxLength\":" + random.nextInt(3));
        case 2 -> words.add("\"pattern\":\"" + any(PATTERNS) + "\"");
        case 3 -> words.add("\"format\":\"" + (chance(2) ? "date" : "date-time") + "\"");
        case 4 -> words.add("\"enum\":[\"a\",\"é\",\"12\"]");
        default -> {}
      }
      return "{" + String.join(",", words) + "}";
    }

    private String number() {
      String type = chance(2) ? "integer" : "number";
      String bound = chance(2) ? ",\"minimum\":1" : chance(2) ? ",\"maximum\":5" : "";
      return "{\"type\":\"%s\"%s}".formatted(type, bound);
    }

    private String array(int depth) {
      String bound = chance(2) ? ",\"minItems\":1" : chance(2) ? ",\"maxItems\":2" : "";
      return "{\"type\":\"array\",\"items\":%s%s}".formatted(schema(depth - 1), bound);
    }

    private String object(int depth) {
      var words = new ArrayList<>(List.of("\"type\":\"object\""));
      words.add(
          NAMES.stream()
              .filter(_ -> chance(2))
              .map(name -> "\"" + name + "\":" + schema(depth - 1))
              .collect(Collectors.joining(",", "\"properties\":{", "}")));
      if (chance(2)) {
        words.add("\"required\":[" + any(List.of("\"a\"", "\"b\",\"c\"", "\"d\"")) + "]");
      }
      if (chance(4)) {
        words.add("\"anyOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\",\"c\"]}]");
      }
      switch (random.nextInt(4)) {
        case 0 -> words.add("\"additionalProperties\":false");
        case 1 -> words.add("\"additionalProperties\":" + schema(depth - 1));
        default -> {}
      }
      return "{" + String.join(",", words) + "}";
    }

    String payload() {
      return objectValue(3);
    }

    private String value(int depth) {
      return switch (random.nextInt(depth > 0 ? 8 : 6)) {
        case 0 -> "null";
        case 1 -> chance(2) ? "true" : "false";
        case 2, 3 -> any(NUMBERS);
        case 4, 5 -> "\"" + any(TEXTS) + "\"";
        case 6 ->
            IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> value(depth - 1))
                .collect(Collectors.joining(",", "[", "]"));
        default -> objectValue(depth);
      };
    }

    private String objectValue(int depth) {
      return NAMES.stream()
          .filter(_ -> chance(2))
          .map(name -> "\"" + name + "\":" + value(depth - 1))
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"object"}                                  | {}           | []
          {"properties":{"a":{"type":"integer"}}}            | {"a":1}      | {"a":"1"}
          {"required":["a"]}                                 | {"a":null}   | {"b":1}
          {"properties":{"a":{"minLength":1}}}               | {"a":"x"}    | {"a":""}
          {"properties":{"a":{"maxLength":1}}}               | {"a":"😀"}   | {"a":"xy"}
          {"properties":{"a":{"pattern":"^https?://"}}}      | {"a":"http://"} | {"a":"httpss://"}
          {"properties":{"a":{"pattern":"[0-9]$"}}}          | {"a":"x1"}   | {"a":"x"}
          {"properties":{"a":{"minimum":1}}}                 | {"a":1}      | {"a":0}
          {"properties":{"a":{"maximum":1}}}                 | {"a":0.5}    | {"a":2}
          {"properties":{"a":{"minItems":1}}}                | {"a":[0]}    | {"a":[]}
          {"properties":{"a":{"maxItems":1}}}                | {"a":[0]}    | {"a":[0,1]}
          {"properties":{"a":{"items":{"type":"null"}}}}     | {"a":[null]} | {"a":[null,0]}
          {"additionalProperties":false}                     | {}           | {"a":1}
          {"additionalProperties":{"type":"string"}}         | {"a":"x"}    | {"a":1}
          {"properties":{"a":{"type":"string","enum":["x"]}}} | {"a":"x"}   | {"a":"y"}
          {"properties":{"a":{"format":"date"}}}             | {"a":"2026-01-31"} | {"a":"2026-02-30"}
          {"properties":{"a":{"format":"date-time"}}}        | {"a":"2026-01-21T10:00:00.5Z"} | {"a":"2026-01-21"}
          {"properties":{"a":{"format":"date"}}}             | {"a":"2024-02-29"} | {"a":"2100-02-29"}
          {"$ref":"#/$defs/d","$defs":{"d":{"required":["a"]}}} | {"a":1}   | {}
          {"type":"object","anyOf":[{"required":["a"]},{"required":["b"]}]} | {"b":1} | {"c":1}
          {"properties":{"a":{"anyOf":[{"type":"null"},{"type":"integer"}]}}} | {"a":null} | {"a":"x"}
          {"properties":{"a":{"$ref":"#/$defs/d"}},"$defs":{"d":{"type":"string"}}} | {"a":"x"} | {"a":null}
          """)
  void knowsEachOfItsWords(String definition, String fitting, String other) {
    assertThat(surelyFits(definition, fitting)).describedAs(fitting).isTrue();
    assertThat(surelyFits(definition, other)).describedAs(other).isFalse();
    assertThat(schema(definition).violationsIn(JsonDocument.of(other))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"not\":{\"type\":\"array\"}}",
        "{\"propertyNames\":{}}",
        "{\"minimum\":0.5}",
        "{\"enum\":[1]}",
        "{\"format\":\"email\"}",
        "{\"if\":{}}",
        "{\"unheardOf\":1}",
        "{\"$ref\":\"#\"}",
        "{\"$id\":\"https://a.example/\"}",
        "true"
      })
  void leavesEveryOtherWordToTheLibrary(String definition) {
    assertThat(surelyFits(definition, "{}")).isFalse();
  }

  /// What stands below a word of somebody else is a schema to the library when it says so.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$id\":\":::: %zz\"}",
        "{\"$anchor\":\"f o/o\",\"pattern\":\"(\"}",
        "{\"b\":{\"$id\":\"https://a.example/\",\"$ref\":\"#/nope\"}}"
      })
  void hasNoShapeForASchemaBelowAWordOfSomebodyElse(String schema) {
    assertThat(isPlain(new JsonTrees(128), "{\"x-a\":" + schema + "}")).isFalse();
    assertThat(isPlain(new JsonTrees(128), "{\"x-a\":{\"b\":[1]}}")).isTrue();
  }

  /// So long that following it would need more stack than there is, or more time than it is worth.
  @Test
  void leavesLongChainsOfReferencesToTheLibrary() throws Exception {
    var made = new ArrayList<Boolean>();
    var definitions =
        List.of(
            chain("{\"properties\":{\"b\":{\"$ref\":\"#/$defs/a%d\"}}}", 900),
            chain("{\"items\":{\"$ref\":\"#/$defs/a%d\"}}", 900),
            chain("{\"$ref\":\"#/$defs/a%d\"}", 900));
    var small =
        new Thread(
            null,
            () -> definitions.forEach(text -> made.add(isPlain(new JsonTrees(128), text))),
            "small",
            256 * 1024);
    small.start();
    small.join();

    assertThat(made).hasSize(3).last().isEqualTo(false);
  }

  private static String chain(String link, int links) {
    return IntStream.range(0, links)
        .mapToObj(i -> "\"a%d\":".formatted(i) + link.formatted(i + 1))
        .collect(
            Collectors.joining(
                ",", "{\"$ref\":\"#/$defs/a0\",\"$defs\":{", ",\"a%d\":{}}}".formatted(links)));
  }

  @Test
  void leavesOtherDialectsToTheLibrary() {
    assertThat(
            surelyFits(
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\"}",
                "{}"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}{}", "{\"a\":}"})
  void leavesWhatIsNotJsonToTheLibrary(String payload) {
    assertThat(surelyFits("{\"type\":\"object\"}", payload)).isFalse();
  }

  @Test
  void leavesLongNumbersToTheLibrary() {
    String digits = "1".repeat(2_000);
    JsonSchema schema = schema("{\"type\":\"object\"}");

    assertThat(schema.violationsIn(JsonDocument.of("{\"a\":[" + digits + "]}"))).isNotEmpty();
    assertThat(schema.surelyFits(JsonDocument.of("{\"a\":[0." + digits + "]}"))).isFalse();
  }

  static Stream<ShippedSchemasTest.Shipped> shipped() {
    return ShippedSchemasTest.shipped().stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everySchemaThatShipsIsPlainAndTakenByTheLibrary(ShippedSchemasTest.Shipped shipped)
      throws Exception {
    try (var in = JsonSchema.class.getResourceAsStream("/io/freehold/schemas/" + shipped.file())) {
      var trees = new JsonTrees(128);
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Definition definition = Definition.of(trees.definition(text));

      assertThat(PlainSchema.shapeOf(definition)).isPresent();
      assertThat(new SchemaLibrary(trees).compile(definition, text.length())).isNotNull();
    }
  }
}
