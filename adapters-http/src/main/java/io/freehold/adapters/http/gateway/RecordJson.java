package io.freehold.adapters.http.gateway;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.registry.SchemaRecord;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/// Records as clients of both generations read them, under both of their spellings.
final class RecordJson {
  private RecordJson() {}

  static JsonObject builder(Entry<BuilderRegistration> entry) {
    BuilderRegistration builder = entry.message();
    return owned(entry.id(), "builderId", builder.owner())
        .put("granteeAddress", builder.grantee().value())
        .put("builderAddress", builder.grantee().value())
        .put("publicKey", builder.publicKey())
        .put("appUrl", builder.appUrl())
        .mergeIn(dated(entry, "revokedAt"));
  }

  static JsonObject server(Entry<ServerRegistration> entry) {
    ServerRegistration server = entry.message();
    return owned(entry.id(), "serverId", server.owner())
        .put("serverAddress", server.server().value())
        .put("publicKey", server.publicKey())
        .put("serverUrl", server.serverUrl())
        .mergeIn(dated(entry, "revokedAt"));
  }

  static JsonObject file(Entry<FileRegistration> entry) {
    FileRegistration file = entry.message();
    return owned(entry.id(), "fileId", file.owner())
        .put("url", file.url())
        .put("schemaId", file.schemaId().value())
        .mergeIn(dated(entry, "deletedAt"))
        .put(
            "deletionSignature",
            entry.removal().map(Removal::signature).map(Signature::value).orElse(null));
  }

  static JsonObject schema(SchemaRecord schema) {
    return owned(schema.id().value(), "schemaId", schema.owner())
        .put("name", schema.name())
        .put("scope", schema.scope().value())
        .put("definitionUrl", schema.definitionUrl())
        .put("addedAt", schema.addedAt().toString())
        .put("createdAt", schema.addedAt().toString())
        .put("status", status(ChainStatus.PENDING));
  }

  static JsonObject owned(String id, String idName, Address owner) {
    return new JsonObject()
        .put("id", id)
        .put(idName, id)
        .put("owner", owner.value())
        .put("ownerAddress", owner.value());
  }

  /// @param removedName what the end of such a record is called
  static JsonObject dated(Entry<?> entry, String removedName) {
    return new JsonObject()
        .put("addedAt", entry.addedAt().toString())
        .put("createdAt", entry.addedAt().toString())
        .put(removedName, entry.removal().map(Removal::at).map(Instant::toString).orElse(null))
        .put("status", status(entry.status()))
        .put("signature", entry.signature().value());
  }

  /// What `/status` answers about a record.
  static JsonObject confirmation(String id, ChainStatus status) {
    return new JsonObject()
        .put("id", id)
        .put("status", status(status))
        .putNull("estimatedConfirmation")
        .putNull("chainBlockHeight");
  }

  static String status(ChainStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
