package io.freehold.application.registry;

import io.freehold.application.port.Registry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.registry.SchemaRecord;
import java.time.InstantSource;

/// Registers the shape of a scope's payload with the gateway role. The protocol has no signed
/// message for it, so only who runs this gateway may.
public final class AddSchema {
  private final SchemaRegistration registration;
  private final SchemaCompiler compiler;

  public AddSchema(
      Registry registry, RegistryIds ids, SchemaCompiler compiler, InstantSource clock) {
    this.registration = new SchemaRegistration(registry, ids, compiler, clock);
    this.compiler = compiler;
  }

  /// The schema's record, new or known: the same definition for the same scope is the same schema.
  public SchemaRecord add(Address owner, Scope scope, String name, String definition) {
    return registration.add(
        owner,
        scope,
        name,
        definition,
        schema -> {
          var _ = compiler.compile(schema);
        });
  }
}
