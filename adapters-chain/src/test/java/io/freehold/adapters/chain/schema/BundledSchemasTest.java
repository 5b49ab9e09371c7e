package io.freehold.adapters.chain.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.Limits;
import io.freehold.domain.data.JsonDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

final class BundledSchemasTest {
  private static final String FOLDER = "/io/freehold/schemas/";

  static Stream<String> files() {
    return StreamSupport.stream(
            JsonMapper.shared().readTree(read("index.json")).spliterator(), false)
        .flatMap(item -> item.isArray() ? item.valueStream() : Stream.of(item))
        .map(item -> item.isString() ? item.stringValue() : item.get("scope").stringValue())
        .map(name -> name.endsWith(".json") ? name : name + ".json");
  }

  @ParameterizedTest
  @MethodSource("files")
  void canBeUsed(String file) {
    var schema = new JsonSchemaCompiler(Limits.DEFAULT).compile(JsonSchemaTest.record(read(file)));

    assertThat(schema.violationsIn(JsonDocument.of("[]"))).isNotEmpty();
  }

  private static String read(String file) {
    try (InputStream in = BundledSchemasTest.class.getResourceAsStream(FOLDER + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
