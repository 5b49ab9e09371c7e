package io.freehold.adapters.chain.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import io.freehold.application.Limits;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.SchemaId;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;
import io.freehold.domain.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// Compiles JSON Schema of the drafts 4 to 2020-12, `format` being asserted, and remembers what it
/// compiled.
public final class JsonSchemaCompiler implements SchemaCompiler {
  private static final int REMEMBERED_DEFINITIONS = 32;

  /// What relative ids in a definition are relative to; a name that can never be looked up.
  private static final SchemaLocation NOWHERE = SchemaLocation.of("https://schema.invalid/");

  private static final int OVERHEAD_BYTES = 4_096;

  private static final List<Dialect> DIALECTS =
      Stream.of(
              Dialects.getDraft202012(),
              Dialects.getDraft201909(),
              Dialects.getDraft7(),
              Dialects.getDraft6(),
              Dialects.getDraft4())
          .map(JsonSchemaCompiler::withKeywordsOfAnybody)
          .toList();

  private final Limits limits;
  private final JsonTrees trees;
  private final SchemaRegistry metaSchemas = metaSchemas();
  private final Cache<Key, JsonSchema> compiled;

  public JsonSchemaCompiler(Limits limits) {
    this.limits = limits;
    this.trees = new JsonTrees(limits.jsonDepthMax());
    this.compiled =
        Caffeine.newBuilder()
            .maximumWeight((long) REMEMBERED_DEFINITIONS * limits.schemaBytesMax())
            .weigher((Key key, JsonSchema _) -> key.definition().length() + OVERHEAD_BYTES)
            .executor(Runnable::run)
            .build();
  }

  /// An id alone is no key: a gateway may serve another definition under it tomorrow.
  private record Key(SchemaId id, String definitionUrl, String definition) {}

  @Override
  public Schema compile(SchemaRecord schema) {
    var key = new Key(schema.id(), schema.definitionUrl(), schema.definition());
    return compiled.get(key, this::compile);
  }

  @Override
  public String contentUrl(String definition) {
    return ContentId.urlOf(definition);
  }

  private JsonSchema compile(Key key) {
    try {
      mustBeSmallEnough(key.definition());
      Definition definition = Definition.of(trees.definition(key.definition()));
      mustFollowItsDialect(definition, key.definition().length());
      var schema = ownRegistry().getSchema(NOWHERE, definition.tree());
      schema.initializeValidators();
      return new JsonSchema(
          new SchemaReference(key.id(), key.definitionUrl()),
          schema,
          PlainSchema.shapeOf(definition),
          trees,
          limits.violationsMax());
    } catch (JacksonException e) {
      throw refused("it is not JSON, or is nested too deeply: " + e.getOriginalMessage(), e);
    } catch (SchemaException | IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()), e);
    } catch (StackOverflowError e) {
      throw refused("it refers to itself endlessly", e);
    }
  }

  private void mustBeSmallEnough(String definition) {
    if (definition.length() > limits.schemaBytesMax()
        || definition.getBytes(StandardCharsets.UTF_8).length > limits.schemaBytesMax()) {
      throw new IllegalArgumentException("it is larger than " + limits.schemaBytesMax() + " bytes");
    }
  }

  private void mustFollowItsDialect(Definition definition, int length) {
    var metaSchema = metaSchemas.getSchema(SchemaLocation.of(definition.dialect()));
    List<Violation> violations =
        new JsonSchema(
                new SchemaReference(new SchemaId("0x" + "0".repeat(64)), definition.dialect()),
                metaSchema,
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

  private static RuntimeException refused(String reason, Throwable cause) {
    return Problem.malformed(Subject.BODY, "this schema cannot be used: " + reason)
        .asException(cause);
  }
}
