package io.freehold.adapters.chain.gateway;

import io.freehold.adapters.chain.sync.ToldFile;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import java.time.Instant;
import java.util.Optional;

/// A file record in an answer, under either spelling of its members.
record FileItem(Item item) {
  /// An IllegalArgumentException says that it is none.
  ToldFile told() {
    Optional<Instant> deletedAt = item.find("deletedAt").map(Item::time);
    return new ToldFile(
        new FileId(item.text("fileId", "id")),
        new FileRegistration(
            item.address("ownerAddress", "owner"),
            item.text("url"),
            SchemaId.parse(item.get("schemaId").numberText())),
        deletedAt.or(() -> item.find("addedAt", "createdAt").map(Item::time)),
        deletedAt.isPresent(),
        item.signature("deletionSignature"));
  }
}
