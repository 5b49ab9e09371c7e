package io.freehold.adapters.http.schema;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.application.port.Registry;
import io.freehold.application.registry.AddSchema;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Listing;
import io.freehold.domain.registry.SchemaRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// The schemas of the embedded gateway, for its owner. The protocol has no signed message for
/// registering one.
public final class SchemaEndpoints {
  private static final int LIMIT_DEFAULT = 50;

  private final AddSchema addSchema;
  private final Registry registry;

  public SchemaEndpoints(AddSchema addSchema, Registry registry) {
    this.addSchema = addSchema;
    this.registry = registry;
  }

  public Reply list(Call call) {
    Listing<SchemaRecord> found = registry.schemas(call.page(LIMIT_DEFAULT));
    var schemas = new JsonArray();
    found.items().forEach(schema -> schemas.add(json(schema)));
    return Reply.json(
        200,
        new JsonObject()
            .put("schemas", schemas)
            .put("total", found.total())
            .put("limit", found.page().limit())
            .put("offset", found.page().offset()));
  }

  /// The definition is an object, or a text that contains one; either way it is kept as written.
  public Reply add(Call call) {
    JsonMembers body = call.json();
    Scope scope = body.parsed("scope", Scope::new);
    String definition =
        body.objectIfAny("definition")
            .map(JsonMembers::asWritten)
            .orElseGet(() -> body.text("definition"));
    return Reply.json(
        201,
        json(
            addSchema.add(
                call.owner().address(),
                scope,
                body.textIfAny("name").orElse(scope.value()),
                definition)));
  }

  private static JsonObject json(SchemaRecord schema) {
    return new JsonObject()
        .put("id", schema.id().value())
        .put("schemaId", schema.id().value())
        .put("scope", schema.scope().value())
        .put("name", schema.name())
        .put("ownerAddress", schema.owner().value())
        .put("definitionUrl", schema.definitionUrl())
        .put("definition", schema.definition())
        .put("addedAt", schema.addedAt().toString());
  }
}
