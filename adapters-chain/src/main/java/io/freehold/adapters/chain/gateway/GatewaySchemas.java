package io.freehold.adapters.chain.gateway;

import io.freehold.adapters.chain.gateway.Remembered.Freshness;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.application.port.Schemas;
import io.freehold.domain.Address;
import io.freehold.domain.ProblemException;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;
import java.time.Instant;
import java.util.Optional;

/// The schemas of a remote gateway, compiled here. A schema whose definition cannot be had or used
/// is a failure of the gateway: a payload is not taken in unchecked because of it.
final class GatewaySchemas implements Schemas {
  private static final int COMPILED_BYTES_PER_CHARACTER = 8;

  private final GatewayClient client;
  private final Definitions definitions;
  private final SchemaCompiler compiler;
  private final Remembered<Scope, Compiled> remembered;
  private final Remembered<SchemaId, Scope> scopes;

  GatewaySchemas(
      GatewayClient client, Definitions definitions, SchemaCompiler compiler, Freshness freshness) {
    this.client = client;
    this.definitions = definitions;
    this.compiler = compiler;
    this.remembered = new Remembered<>(freshness, Compiled::bytes);
    this.scopes = new Remembered<>(freshness, _ -> 0);
  }

  @Override
  public Optional<Schema> find(Scope scope) {
    return remembered.find(scope, () -> ask(scope)).map(Compiled::schema);
  }

  /// A schema's scope never changes, but an answer is believed no longer than others.
  @Override
  public Optional<Scope> scopeOf(SchemaId id) {
    return scopes.find(id, () -> askScopeOf(id));
  }

  private Optional<Scope> askScopeOf(SchemaId id) {
    Answer answer = client.get("schemas", id.value());
    return answer.isNotFound()
        ? Optional.empty()
        : Optional.of(answer.read(found -> scopeOf(found.data(), id)));
  }

  private static Scope scopeOf(Item data, SchemaId asked) {
    if (!SchemaId.parse(data.get("id", "schemaId").numberText()).equals(asked)) {
      throw new IllegalArgumentException("the answer is about another schema");
    }
    return new Scope(data.text("scope"));
  }

  private Optional<Compiled> ask(Scope scope) {
    Answer answer = client.search("schemas", java.util.Map.of("scope", scope.value()));
    return answer.isNotFound()
        ? Optional.empty()
        : Optional.of(compiled(answer.read(found -> named(found.data(), scope))));
  }

  /// What a gateway says about a schema, besides its definition.
  private record Named(
      SchemaId id, Address owner, String name, Scope scope, String url, Instant addedAt) {
    SchemaRecord with(String definition) {
      return new SchemaRecord(id, owner, name, scope, url, definition, addedAt);
    }
  }

  private static Named named(Item data, Scope asked) {
    if (!data.text("scope").equals(asked.value())) {
      throw new IllegalArgumentException("the answer is about another scope");
    }
    return new Named(
        SchemaId.parse(data.get("id", "schemaId").numberText()),
        data.find("ownerAddress", "owner").map(Item::text).map(Address::new).orElse(Address.ZERO),
        data.find("name").map(Item::text).orElse(asked.value()),
        asked,
        data.text("definitionUrl", "schemaUrl"),
        data.find("addedAt", "createdAt").map(Item::time).orElse(Instant.EPOCH));
  }

  /// @param bytes about what it takes of the memory
  private record Compiled(Schema schema, int bytes) {}

  private Compiled compiled(Named named) {
    String definition = definitions.get(named.id(), named.url());
    try {
      Schema schema = compiler.compile(named.with(definition));
      return new Compiled(schema, COMPILED_BYTES_PER_CHARACTER * definition.length());
    } catch (ProblemException e) {
      throw Unavailable.because("the registered schema cannot be used: " + e.getMessage(), e);
    }
  }
}
