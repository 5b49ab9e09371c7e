package io.freehold.application.testing;

import io.freehold.application.port.Schemas;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.schema.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Schemas by scope.
public final class InMemorySchemas implements Schemas {
  private final Map<Scope, Schema> schemas = new HashMap<>();
  private final Map<SchemaId, Scope> scopes = new HashMap<>();

  /// The newest schema of its scope from now on.
  public synchronized InMemorySchemas add(Scope scope, Schema schema) {
    schemas.put(scope, schema);
    scopes.put(schema.reference().id(), scope);
    return this;
  }

  @Override
  public synchronized Optional<Schema> find(Scope scope) {
    return Optional.ofNullable(schemas.get(scope));
  }

  @Override
  public synchronized Optional<Scope> scopeOf(SchemaId id) {
    return Optional.ofNullable(scopes.get(id));
  }
}
