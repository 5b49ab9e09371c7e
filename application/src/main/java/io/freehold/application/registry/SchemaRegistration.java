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
import java.util.function.Consumer;

/// How a schema gets its record: the same definition for the same scope is the same schema.
final class SchemaRegistration {
  private final Registry registry;
  private final RegistryIds ids;
  private final SchemaCompiler compiler;
  private final InstantSource clock;

  SchemaRegistration(
      Registry registry, RegistryIds ids, SchemaCompiler compiler, InstantSource clock) {
    this.registry = registry;
    this.ids = ids;
    this.compiler = compiler;
    this.clock = clock;
  }

  /// The schema's record, new or known.
  ///
  /// @param check of a schema that is new, before it is recorded
  SchemaRecord add(
      Address owner, Scope scope, String name, String definition, Consumer<SchemaRecord> check) {
    String url = compiler.contentUrl(definition);
    SchemaId id = ids.idOf(scope, url);
    return registry
        .findSchema(id)
        .orElseGet(() -> {
          var schema = new SchemaRecord(id, owner, name, scope, url, definition, clock.instant());
          check.accept(schema);
          if (!registry.addSchema(schema)) {
            throw new Problem.AlreadyRegistered("schema", id.value()).asException();
          }
          return schema;
        });
  }
}
