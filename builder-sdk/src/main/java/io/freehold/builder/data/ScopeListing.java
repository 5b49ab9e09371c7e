package io.freehold.builder.data;

import io.freehold.builder.json.Json;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.util.List;

/// A page of the scopes that have data and that this builder may see (§4.1.5).
///
/// ```java
/// for (ScopeListing.Item item : client.data(grant).scopes().items()) {
///   log(item.scope() + ", newest of " + item.latestCollectedAt());
/// }
/// ```
///
/// @param total how many there are on all pages
public record ScopeListing(List<Item> items, long total) {
  public ScopeListing {
    items = List.copyOf(items);
  }

  /// A scope that has data.
  public record Item(Scope scope, CollectedAt latestCollectedAt, long versionCount) {
    private static Item read(Json json) {
      return new Item(
          json.required("scope", Scope::new),
          json.required("latestCollectedAt", CollectedAt::parse),
          json.scalar("versionCount")
              .or(() -> json.scalar("count"))
              .map(Long::parseLong)
              .orElse(1L));
    }
  }

  static ScopeListing read(Json json) {
    List<Item> items = json.items("scopes").stream().map(Item::read).toList();
    return new ScopeListing(
        items, json.scalar("total", Long::parseLong).orElse((long) items.size()));
  }
}
