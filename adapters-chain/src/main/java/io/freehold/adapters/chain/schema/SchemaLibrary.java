package io.freehold.adapters.chain.schema;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import io.freehold.domain.SchemaId;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.schema.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The library that knows all of JSON Schema, from draft 4 to 2020-12, set up as Freehold wants it:
/// `format` is asserted, regular expressions are linear, and nothing is fetched.
final class SchemaLibrary {
  /// What relative ids in a definition are relative to; a name that can never be looked up.
  private static final SchemaLocation NOWHERE = SchemaLocation.of("https://schema.invalid/");

  private static final List<Dialect> DIALECTS =
      Stream.of(
              Dialects.getDraft202012(),
              Dialects.getDraft201909(),
              Dialects.getDraft7(),
              Dialects.getDraft6(),
              Dialects.getDraft4())
          .map(SchemaLibrary::withKeywordsOfAnybody)
          .toList();

  private final JsonTrees trees;
  private final SchemaRegistry metaSchemas = metaSchemas();

  SchemaLibrary(JsonTrees trees) {
    this.trees = trees;
  }

  /// A SchemaException or an IllegalArgumentException says what is wrong with the definition; a
  /// StackOverflowError, that it refers to itself without an end.
  ///
  /// @param length of the definition's text, which bounds the work
  Schema compile(Definition definition, int length) {
    mustFollowItsDialect(definition, length);
    Schema schema = ownRegistry().getSchema(NOWHERE, definition.tree());
    schema.initializeValidators();
    return schema;
  }

  private void mustFollowItsDialect(Definition definition, int length) {
    Schema metaSchema = metaSchemas.getSchema(SchemaLocation.of(definition.dialect()));
    List<Violation> violations =
        new JsonSchema(
                new SchemaReference(new SchemaId("0x" + "0".repeat(64)), definition.dialect()),
                () -> metaSchema,
                Optional.empty(),
                trees,
                1)
            .violations(definition.tree(), 100_000 + 64L * length, false);
    if (!violations.isEmpty()) {
      Violation first = violations.getFirst();
      throw new IllegalArgumentException(
          first.pointer().isEmpty() ? first.message() : first.pointer() + " " + first.message());
    }
  }

  /// One registry per schema: two schemas that claim the same `$id` must not see each other.
  private static SchemaRegistry ownRegistry() {
    return SchemaRegistry.withDialects(
        DIALECTS,
        registry ->
            registry
                .defaultDialectId(Dialects.getDraft202012().getId())
                .schemaLoader(loader -> loader.block(_ -> true))
                .schemaRegistryConfig(
                    configuration()
                        .formatAssertionsEnabled(true)
                        .regularExpressionFactory(new LinearRegularExpressions())
                        .build()));
  }

  /// Words a dialect does not know, such as `x-scope`, say nothing about a payload (JSON Schema
  /// core §6.5), and the log need not hear of them.
  private static Dialect withKeywordsOfAnybody(Dialect dialect) {
    return Dialect.builder(dialect)
        .unknownKeywordFactory((keyword, _) -> new NonValidationKeyword(keyword))
        .build();
  }

  /// The dialects' own schemas, which the library carries. A pattern is not judged here, because
  /// compiling it says better what is wrong.
  private static SchemaRegistry metaSchemas() {
    return SchemaRegistry.withDefaultDialect(
        Dialects.getDraft202012(),
        registry ->
            registry.schemaRegistryConfig(configuration().formatAssertionsEnabled(false).build()));
  }

  private static SchemaRegistryConfig.Builder configuration() {
    return SchemaRegistryConfig.builder().locale(Locale.ENGLISH).pathType(PathType.JSON_POINTER);
  }
}
