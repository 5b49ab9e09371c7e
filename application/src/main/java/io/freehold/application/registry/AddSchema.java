package io.freehold.application.registry;

import io.freehold.application.port.Registry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.registry.SchemaRecord;
import java.time.InstantSource;

/// Registers the shape of a scope's payload with the gateway role. The protocol has no signed
/// message for it, so only who runs this gateway may.
public final class AddSchema {
  private final Registry registry;
  private final RegistryIds ids;
  private final SchemaCompiler compiler;
  private final InstantSource clock;

  public AddSchema(
      Registry registry, RegistryIds ids, SchemaCompiler compiler, InstantSource clock) {
    this.registry = registry;
    this.ids = ids;
    this.compiler = compiler;
    this.clock = clock;
  }

  /// The schema's record, new or known: the same definition for the same scope is the same schema.
  public SchemaRecord add(Address owner, Scope scope, String name, String definition) {
    SchemaRecord schema = schema(owner, scope, name, definition);
    return registry
        .findSchema(schema.id())
        .orElseGet(() -> {
          var _ = compiler.compile(schema);
          return added(schema);
        });
  }

  /// The same for a definition that is known to be a schema, as those that come with Freehold are:
  /// a new server need not compile them to start.
  public SchemaRecord addKnown(Address owner, Scope scope, String name, String definition) {
    SchemaRecord schema = schema(owner, scope, name, definition);
    return registry.findSchema(schema.id()).orElseGet(() -> added(schema));
  }

  private SchemaRecord schema(Address owner, Scope scope, String name, String definition) {
    String url = compiler.contentUrl(definition);
    SchemaId id = ids.idOf(scope, url);
    return new SchemaRecord(id, owner, name, scope, url, definition, clock.instant());
  }

  private SchemaRecord added(SchemaRecord schema) {
    if (!registry.addSchema(schema)) {
      throw new Problem.AlreadyRegistered("schema", schema.id().value()).asException();
    }
    return schema;
  }
}
