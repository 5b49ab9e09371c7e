package io.freehold.adapters.chain.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.freehold.application.Limits;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.data.JsonDocument;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSchemaCompilerTest {
  private final JsonSchemaCompiler compiler = new JsonSchemaCompiler(Limits.DEFAULT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "5",
        "{} {}",
        "{\"type\":5}",
        "{\"type\":\"strin\"}",
        "{\"minLength\":-1}",
        "{\"properties\":{\"a\":{\"required\":\"b\"}}}",
        "{\"a\":1,\"a\":2}",
        "{\"$schema\":\"http://example.com/mine\"}",
        "{\"$schema\":7}",
        "{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"exclusiveMinimum\":3}",
        "{\"multipleOf\":0}",
        "{\"multipleOf\":1e-999}",
        "{\"$ref\":\"#/nowhere\"}"
      })
  void refusesWhatIsNoSchema(String definition) {
    assertRefused(definition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"http://127.0.0.1:9/x\"}",
        "{\"$ref\":\"file:///etc/passwd\"}",
        "{\"$ref\":\"classpath:draft-04/schema\"}",
        "{\"$ref\":\"other.json\"}",
        "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}",
        "{\"items\":[{\"properties\":{\"a\":{\"$dynamicRef\":\"http://a/b\"}}}]}",
        "{\"$schema\":\"https://json-schema.org/draft/2019-09/schema\",\"$recursiveRef\":\"x\"}"
      })
  void refusesReferencesToAnythingElse(String definition) {
    assertRefused(definition);
  }

  @Test
  void saysThatAReferenceLeadsOut() {
    assertThatThrownBy(
            () -> compiler.compile(JsonSchemaTest.record("{\"$ref\":\"http://127.0.0.1:9/x\"}")))
        .hasMessageContaining("may only point into the schema itself");
  }

  @Test
  void keepsNoMoreErrorsThanAreWanted() {
    var evaluation = new BoundedEvaluation(2, 0, true);
    com.networknt.schema.Error error =
        com.networknt.schema.Error.builder().message("wrong").messageKey("x").build();

    for (int i = 0; i < 5; i++) {
      evaluation.addError(error);
    }

    assertThat(evaluation.getErrors()).hasSize(2);
  }

  @Test
  void asksTheNetworkNothing() throws Exception {
    var asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
        });
    server.start();
    String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";

    try {
      assertRefused("{\"$ref\":\"" + base + "x\"}");
      assertRefused("{\"$schema\":\"" + base + "x\"}");
      assertRefused("{\"$id\":\"" + base + "x\",\"$ref\":\"#/nowhere\"}");
      compiler
          .compile(JsonSchemaTest.record("{\"$id\":\"" + base + "x\",\"$vocabulary\":{}}"))
          .violationsIn(JsonDocument.of("{}"));
    } finally {
      server.stop(0);
    }

    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?=a)b",
        "(?!a)b",
        "(?<=a)b",
        "(a)\\\\1",
        "((a{100}){100}){100}",
        "a{1001}",
        "(",
        "["
      })
  void refusesPatternsThatNeedBacktrackingOrExplode(String pattern) {
    assertRefused("{\"pattern\":\"" + pattern + "\"}");
    assertRefused("{\"patternProperties\":{\"" + pattern + "\":{}}}");
    assertRefused("{\"properties\":{\"a\":{\"anyOf\":[{\"pattern\":\"" + pattern + "\"}]}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        "^\\\\d{4}-\\\\d{2}-\\\\d{2}T\\\\d{2}:\\\\d{2}:\\\\d{2}(\\\\.\\\\d+)?Z$",
        "^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\\\.[A-Za-z]{2,}$",
        "^.{1,1000}$"
      })
  void takesHonestPatterns(String pattern) {
    assertThat(compiler.compile(JsonSchemaTest.record("{\"pattern\":\"" + pattern + "\"}")))
        .isNotNull();
  }

  @Test
  void saysWhichPatternItCannotUse() {
    assertThatThrownBy(() -> compiler.compile(JsonSchemaTest.record("{\"pattern\":\"(?=a)\"}")))
        .hasMessageContaining("(?=");
  }

  @Test
  void refusesADefinitionAboveTheLimit() {
    String exactly = definitionOf(Limits.DEFAULT.schemaBytesMax());

    assertThat(compiler.compile(JsonSchemaTest.record(exactly))).isNotNull();
    assertRefused(definitionOf(Limits.DEFAULT.schemaBytesMax() + 1));
  }

  @Test
  void countsBytesNotCharacters() {
    String umlauts = "{\"title\":\"" + "ä".repeat(Limits.DEFAULT.schemaBytesMax() / 2) + "\"}";

    assertRefused(umlauts);
  }

  @Test
  void refusesADefinitionThatIsNestedTooDeeply() {
    assertThat(compiler.compile(JsonSchemaTest.record(nested(127)))).isNotNull();
    assertRefused(nested(128));
    assertRefused("[".repeat(200_000));
  }

  @Test
  void compilesADeepDefinitionOnAVirtualThread() throws Exception {
    var compiled = new AtomicInteger();

    Thread.ofVirtual()
        .start(() -> {
          compiler.compile(JsonSchemaTest.record(nested(127)));
          compiled.incrementAndGet();
        })
        .join();

    assertThat(compiled).hasValue(1);
  }

  @Test
  void letsNoSchemaSeeAnother() {
    compiler.compile(
        JsonSchemaTest.record("{\"$id\":\"https://example.com/a\",\"type\":\"string\"}"));
    var second =
        compiler.compile(
            JsonSchemaTest.record("{\"$id\":\"https://example.com/a\",\"type\":\"integer\"}"));

    assertThat(second.violationsIn(JsonDocument.of("5"))).isEmpty();
    assertThat(second.violationsIn(JsonDocument.of("\"5\""))).hasSize(1);
  }

  @Test
  void remembersWhatItCompiled() {
    var first = compiler.compile(JsonSchemaTest.record("{\"type\":\"string\"}"));
    var again = compiler.compile(JsonSchemaTest.record("{\"type\":\"string\"}"));
    var other = compiler.compile(JsonSchemaTest.record("{\"type\":\"integer\"}"));

    assertThat(again).isSameAs(first);
    assertThat(other).isNotSameAs(first);
  }

  @Test
  void addressesADefinitionByItsContent() {
    assertThat(compiler.contentUrl("hello world"))
        .isEqualTo("ipfs://bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
    assertThat(ContentId.of(new byte[0]))
        .isEqualTo("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
    assertThat(compiler.contentUrl("ä"))
        .isEqualTo("ipfs://" + ContentId.of("ä".getBytes(StandardCharsets.UTF_8)));
  }

  private void assertRefused(String definition) {
    assertThatThrownBy(() -> compiler.compile(JsonSchemaTest.record(definition)))
        .as(definition.substring(0, Math.min(100, definition.length())))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.MalformedRequest.class));
  }

  private static String definitionOf(int bytes) {
    String frame = "{\"title\":\"\"}";
    return "{\"title\":\"" + "a".repeat(bytes - frame.length()) + "\"}";
  }

  private static String nested(int depth) {
    return "{\"not\":".repeat(depth) + "{}" + "}".repeat(depth);
  }
}
