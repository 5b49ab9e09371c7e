package io.freehold.adapters.chain.schema;

import io.freehold.application.Limits;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;
import org.jspecify.annotations.Nullable;

/// Sets the compiler up when the first schema is wanted: its library and the definitions of its
/// dialects are a fifth of a server's start, and most starts compile nothing.
public final class DeferredCompiler implements SchemaCompiler {
  private final Limits limits;
  private volatile @Nullable JsonSchemaCompiler compiler;

  public DeferredCompiler(Limits limits) {
    this.limits = limits;
  }

  @Override
  public Schema compile(SchemaRecord schema) {
    return compiler().compile(schema);
  }

  @Override
  public String contentUrl(String definition) {
    return ContentId.urlOf(definition);
  }

  private JsonSchemaCompiler compiler() {
    JsonSchemaCompiler known = compiler;
    return known == null ? madeOnce() : known;
  }

  private synchronized JsonSchemaCompiler madeOnce() {
    JsonSchemaCompiler known = compiler;
    if (known == null) {
      known = new JsonSchemaCompiler(limits);
      compiler = known;
    }
    return known;
  }
}
