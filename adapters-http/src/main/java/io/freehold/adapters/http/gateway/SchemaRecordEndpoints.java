package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.port.Registry;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Listing;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.SchemaRecord;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The schemas (§4.2.4), to read: the protocol has no signed message for registering one, so they
/// come in by whoever runs this gateway.
final class SchemaRecordEndpoints {
  private final Registry registry;
  private final Envelope envelope;

  SchemaRecordEndpoints(Registry registry, Envelope envelope) {
    this.registry = registry;
    this.envelope = envelope;
  }

  /// The newest schema of a scope, or all of them.
  Reply find(Call call) {
    Optional<Scope> scope = call.query("scope", Subject.SCOPE, Scope::new);
    return scope.isPresent()
        ? envelope.found(call, RecordJson.schema(of(scope.get())))
        : list(call);
  }

  private SchemaRecord of(Scope scope) {
    return registry
        .findSchema(scope)
        .orElseThrow(
            () -> new Problem.RecordNotFound("schema for this scope", scope.value()).asException());
  }

  private Reply list(Call call) {
    Listing<SchemaRecord> found = registry.schemas(Pages.asked(call));
    List<JsonObject> items = found.items().stream().map(RecordJson::schema).toList();
    return envelope.found(call, Envelope.array(items), Pages.next(found));
  }

  Reply show(Call call) {
    return envelope.found(call, RecordJson.schema(asked(call)));
  }

  Reply status(Call call) {
    return envelope.found(
        call, RecordJson.confirmation(asked(call).id().value(), ChainStatus.PENDING));
  }

  /// The definition as it was registered, byte for byte. Its content went into the id, so that it
  /// can never be another.
  Reply definition(Call call) {
    byte[] definition = asked(call).definition().getBytes(StandardCharsets.UTF_8);
    return Reply.of(200, "application/schema+json", new Reply.Bytes(definition))
        .asAttachment("schema.json")
        .with("Cache-Control", "public, max-age=31536000, immutable");
  }

  private SchemaRecord asked(Call call) {
    SchemaId id = call.path("schemaId", Subject.PATH, SchemaId::parse);
    return registry
        .findSchema(id)
        .orElseThrow(() -> new Problem.RecordNotFound("schema", id.value()).asException());
  }
}
