package io.freehold.builder.data;

import io.freehold.builder.json.Json;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import java.util.List;
import java.util.Optional;

/// A page of the versions of a scope, newest first (§4.1.5).
///
/// ```java
/// var versions = client.data(grant).versions(new Scope("instagram.profile"));
/// versions.items().forEach(item -> log(item.collectedAt() + " " + item.fileId()));
/// ```
///
/// @param total how many there are on all pages
public record VersionListing(List<Item> items, long total) {
  public VersionListing {
    items = List.copyOf(items);
  }

  /// @param fileId once it is registered
  public record Item(CollectedAt collectedAt, Optional<FileId> fileId) {
    private static Item read(Json json) {
      return new Item(
          json.required("collectedAt", CollectedAt::parse), json.scalar("fileId", FileId::new));
    }
  }

  static VersionListing read(Json json) {
    List<Item> items = json.items("versions").stream().map(Item::read).toList();
    return new VersionListing(
        items, json.scalar("total", Long::parseLong).orElse((long) items.size()));
  }
}
