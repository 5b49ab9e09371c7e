package io.freehold.application.registry;

import io.freehold.application.port.Registry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.registry.SchemaRecord;
import java.time.InstantSource;

/// Registers a schema that comes with Freehold. It is known to be one: a new server need not
/// compile it to start.
public final class AddShippedSchema {
  private final SchemaRegistration registration;

  public AddShippedSchema(
      Registry registry, RegistryIds ids, SchemaCompiler compiler, InstantSource clock) {
    this.registration = new SchemaRegistration(registry, ids, compiler, clock);
  }

  /// The schema's record, new or known.
  public SchemaRecord add(Address owner, Scope scope, String name, String definition) {
    return registration.add(owner, scope, name, definition, _ -> {});
  }
}
