package io.freehold.application.port;

import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.schema.Schema;
import java.util.Optional;

/// The registered schemas, ready for use.
public interface Schemas {
  /// The newest schema of a scope; empty when none is registered.
  Optional<Schema> find(Scope scope);

  /// The scope a schema is for, whether it is the newest of that scope or not; empty when no such
  /// schema is registered (§4.1.7).
  Optional<Scope> scopeOf(SchemaId id);
}
