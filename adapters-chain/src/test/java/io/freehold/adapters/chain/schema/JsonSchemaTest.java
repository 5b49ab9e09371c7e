package io.freehold.adapters.chain.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.Limits;
import io.freehold.domain.Address;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;
import io.freehold.domain.schema.Violation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSchemaTest {
  private final JsonSchemaCompiler compiler = new JsonSchemaCompiler(Limits.DEFAULT);

  @Test
  void namesWhatDoesNotFitByItsPointer() {
    Schema schema =
        schema(
            """
            {"type":"object","required":["name"],
             "properties":{"a/b~c":{"type":"array","items":{"type":"integer"}}}}
            """);

    List<Violation> violations = judge(schema, "{\"a/b~c\":[1,\"two\"]}");

    assertThat(violations)
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder("", "/a~1b~0c/1");
  }

  @Test
  void findsNothingInWhatFits() {
    Schema schema = schema("{\"properties\":{\"age\":{\"type\":\"integer\",\"minimum\":0}}}");

    assertThat(judge(schema, "{\"age\":0}")).isEmpty();
    assertThat(judge(schema, "{\"age\":-1}")).hasSize(1);
  }

  @Test
  void keepsTheValueToItself() {
    Schema schema =
        schema(
            """
            {"properties":{"a":{"type":"number"},"b":{"enum":["x"]},"c":{"const":1},
              "d":{"format":"email"},"e":{"pattern":"^y$"},"f":{"maxLength":1},"g":{"not":{}},
              "h":{"oneOf":[{"type":"null"}]},"i":{"contains":{"const":2}}}}
            """);
    String payload =
        """
        {"a":"hunter2","b":"hunter2","c":"hunter2","d":"hunter2","e":"hunter2","f":"hunter2",
         "g":"hunter2","h":"hunter2","i":["hunter2"]}
        """;

    List<Violation> violations = judge(schema, payload);

    assertThat(violations).hasSizeGreaterThanOrEqualTo(9);
    assertThat(violations).extracting(Violation::message).noneMatch(m -> m.contains("hunter2"));
  }

  @Test
  void assertsFormats() {
    Schema schema = schema("{\"format\":\"date-time\"}");

    assertThat(judge(schema, "\"2026-01-21T10:00:00Z\"")).isEmpty();
    assertThat(judge(schema, "\"yesterday\"")).hasSize(1);
  }

  @Test
  void listsNoMoreThanTheLimit() {
    Schema schema = schema("{\"items\":{\"type\":\"string\"}}");
    String ninetyNine = numbers(99);
    String many = numbers(100_000);

    assertThat(judge(schema, ninetyNine)).hasSize(99);
    assertThat(judge(schema, many)).hasSize(Limits.DEFAULT.violationsMax());
  }

  @Test
  void staysCalmInBranchesThatFailEverywhere() {
    Schema schema =
        schema("{\"anyOf\":[{\"items\":{\"type\":\"string\"}},{\"items\":{\"type\":\"null\"}}]}");

    assertThat(judge(schema, numbers(300_000))).isNotEmpty().hasSizeLessThanOrEqualTo(100);
    assertThat(judge(schema, "[null]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "1e999999999", "1e-999999999", "1.5e308"})
  void takesEveryNumberForANumber(String number) {
    assertThat(judge(schema("{\"type\":\"number\"}"), number)).isEmpty();
    assertThat(judge(schema("{\"multipleOf\":2}"), "2")).isEmpty();
  }

  @Test
  void findsAHugeNumberAboveEveryMaximum() {
    Schema schema = schema("{\"maximum\":10}");

    assertThat(judge(schema, "1e999999999")).hasSize(1);
    assertThat(judge(schema, "-1e999999999")).isEmpty();
    assertThat(judge(schema, "12345678901234567890")).hasSize(1);
  }

  @Test
  void reportsANumberOfTooManyDigits() {
    Schema schema = schema("{\"type\":\"integer\"}");

    assertThat(judge(schema, "9".repeat(1_000))).isEmpty();
    assertThat(judge(schema, "9".repeat(1_001))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "http://json-schema.org/draft-04/schema#; \"minimum\":3,\"exclusiveMinimum\":true",
        "http://json-schema.org/draft-06/schema#; \"exclusiveMinimum\":3",
        "http://json-schema.org/draft-07/schema#; \"if\":{\"const\":3},\"then\":false",
        "https://json-schema.org/draft/2019-09/schema; \"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"not\":{\"const\":3}}}",
        "https://json-schema.org/draft/2020-12/schema; \"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"exclusiveMinimum\":3}}",
        "https://json-schema.org/draft-07/schema; \"exclusiveMinimum\":3",
        "http://json-schema.org/draft/2020-12/schema#; \"exclusiveMinimum\":3"
      })
  void followsTheDraftThatIsNamed(String draft, String keywords) {
    Schema schema = schema("{\"$schema\":\"" + draft + "\"," + keywords + "}");

    assertThat(judge(schema, "3")).isNotEmpty();
    assertThat(judge(schema, "4")).isEmpty();
  }

  @Test
  void isOfDraft2020Unless() {
    Schema schema = schema("{\"prefixItems\":[{\"type\":\"string\"}],\"items\":false}");

    assertThat(judge(schema, "[\"a\"]")).isEmpty();
    assertThat(judge(schema, "[1]")).isNotEmpty();
    assertThat(judge(schema, "[\"a\",\"b\"]")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"#\"}",
        "{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}",
        "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}}}",
        "{\"not\":{\"$ref\":\"#\"}}",
        "{\"$dynamicRef\":\"#\"}"
      })
  void doesNotFollowASchemaThatRefersToItselfEndlessly(String definition) throws Exception {
    Schema schema = schema(definition);
    var violations = new java.util.concurrent.atomic.AtomicReference<List<Violation>>();

    Thread.ofVirtual().start(() -> violations.set(judge(schema, "{\"a\":1}"))).join();

    assertThat(violations.get()).hasSize(1);
  }

  @Test
  void followsAUsefulRecursion() {
    Schema schema =
        schema(
            """
            {"type":"object","properties":{"next":{"$ref":"#"}},"additionalProperties":false}
            """);
    String hundredDeep = "{\"next\":".repeat(100) + "{}" + "}".repeat(100);

    assertThat(judge(schema, hundredDeep)).isEmpty();
    assertThat(judge(schema, hundredDeep.replace("{}", "{\"last\":1}"))).hasSize(1);
  }

  @Test
  void endsTheWorkOfReferencesThatMultiply() {
    String definitions =
        IntStream.range(0, 40)
            .mapToObj(i ->
                "\"d%d\":{\"allOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}"
                    .formatted(i, i + 1, i + 1))
            .collect(Collectors.joining(","));
    Schema schema = schema("{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + definitions + ",\"d40\":{}}}");

    assertThat(judge(schema, "1")).hasSize(1);
  }

  @Test
  void matchesEvilPatternsInLinearTime() {
    Schema schema = schema("{\"items\":{\"pattern\":\"^(.*a){12}$\"}}");
    Schema other = schema("{\"items\":{\"pattern\":\"^(a+)+$\"}}");
    String text = "\"" + "a".repeat(5_000) + "b\"";
    long started = System.nanoTime();

    judge(schema, "[" + text + "]");
    judge(other, "[" + text + "]");

    assertThat(System.nanoTime() - started).isLessThan(5_000_000_000L);
  }

  @Test
  void readsCharactersInPatternsAsJavaScriptDoes() {
    assertThat(judge(schema("{\"pattern\":\"^\\\\u0041\\\\/[\\\\u{42}]$\"}"), "\"A/B\"")).isEmpty();
    assertThat(judge(schema("{\"pattern\":\"^\\\\\\\\u0041$\"}"), "\"\\\\u0041\"")).isEmpty();
    assertThat(judge(schema("{\"pattern\":\"^a$\"}"), "\"a\\n\"")).hasSize(1);
  }

  @Test
  void cutsWhatItSaysToASensibleLength() {
    String longName = "n".repeat(100_000);
    Schema schema = schema("{\"additionalProperties\":{\"const\":\"" + longName + "\"}}");

    List<Violation> violations = judge(schema, "{\"" + longName + "\":1}");

    assertThat(violations).hasSize(1);
    assertThat(violations.getFirst().pointer()).hasSizeLessThanOrEqualTo(1_000);
    assertThat(violations.getFirst().message()).hasSizeLessThanOrEqualTo(400);
  }

  @Test
  void namesTheSchemaAsEnvelopesDo() {
    var reference = schema("{}").reference();

    assertThat(reference.id()).isEqualTo(SchemaId.parse("7"));
    assertThat(reference.definitionUrl()).isEqualTo("ipfs://x");
  }

  private Schema schema(String definition) {
    return compiler.compile(record(definition));
  }

  static SchemaRecord record(String definition) {
    return new SchemaRecord(
        SchemaId.parse("7"),
        Address.ZERO,
        "test",
        new Scope("test.scope"),
        "ipfs://x",
        definition,
        Instant.EPOCH);
  }

  private static List<Violation> judge(Schema schema, String payload) {
    return schema.violationsIn(JsonDocument.of(payload));
  }

  private static String numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
