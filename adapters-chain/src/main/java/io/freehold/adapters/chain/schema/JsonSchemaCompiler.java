package io.freehold.adapters.chain.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.networknt.schema.SchemaException;
import io.freehold.application.Limits;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.SchemaId;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/// Compiles JSON Schema of the drafts 4 to 2020-12, `format` being asserted, and remembers what it
/// compiled. A plain definition costs the library nothing before a payload does not surely fit it
/// ([ADR 0025](docs/adr/0025-what-plainly-fits.md)).
public final class JsonSchemaCompiler implements SchemaCompiler {
  private static final int REMEMBERED_DEFINITIONS = 32;
  private static final int OVERHEAD_BYTES = 4_096;

  private final Limits limits;
  private final Deferred<JsonTrees> trees;
  private final Deferred<SchemaLibrary> library;
  private final Cache<Key, JsonSchema> compiled;

  public JsonSchemaCompiler(Limits limits) {
    this.limits = limits;
    this.trees = new Deferred<>(() -> new JsonTrees(limits.jsonDepthMax()));
    this.library = new Deferred<>(() -> new SchemaLibrary(trees.get()));
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
    String text = key.definition();
    Definition definition = usable(() -> definition(text));
    Optional<Shape> shape = PlainSchema.shapeOf(definition);
    var byTheLibrary =
        new Deferred<>(() -> usable(() -> library.get().compile(definition, text.length())));
    if (shape.isEmpty()) {
      var _ = byTheLibrary.get();
    }
    return new JsonSchema(
        new SchemaReference(key.id(), key.definitionUrl()),
        byTheLibrary,
        shape,
        trees.get(),
        limits.violationsMax());
  }

  private Definition definition(String text) {
    mustBeSmallEnough(text);
    return Definition.of(trees.get().definition(text));
  }

  private void mustBeSmallEnough(String definition) {
    if (definition.length() > limits.schemaBytesMax()
        || definition.getBytes(StandardCharsets.UTF_8).length > limits.schemaBytesMax()) {
      throw new IllegalArgumentException("it is larger than " + limits.schemaBytesMax() + " bytes");
    }
  }

  private static <T> T usable(Supplier<T> made) {
    try {
      return made.get();
    } catch (JacksonException e) {
      throw refused("it is not JSON, or is nested too deeply: " + e.getOriginalMessage(), e);
    } catch (SchemaException | IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()), e);
    } catch (StackOverflowError e) {
      throw refused("it refers to itself endlessly", e);
    }
  }

  private static RuntimeException refused(String reason, Throwable cause) {
    return Problem.malformed(Subject.BODY, "this schema cannot be used: " + reason)
        .asException(cause);
  }
}
