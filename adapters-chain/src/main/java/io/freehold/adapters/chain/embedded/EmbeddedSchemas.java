package io.freehold.adapters.chain.embedded;

import io.freehold.application.port.Registry;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.application.port.Schemas;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;
import java.util.Optional;

/// The schemas this process has recorded, compiled (§4.2.4).
public final class EmbeddedSchemas implements Schemas {
  private final Registry registry;
  private final SchemaCompiler compiler;

  public EmbeddedSchemas(Registry registry, SchemaCompiler compiler) {
    this.registry = registry;
    this.compiler = compiler;
  }

  @Override
  public Optional<Schema> find(Scope scope) {
    return registry.findSchema(scope).map(compiler::compile);
  }

  @Override
  public Optional<Scope> scopeOf(SchemaId id) {
    return registry.findSchema(id).map(SchemaRecord::scope);
  }
}
