package io.freehold.adapters.chain.gateway;

import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// All pages of a list of grants, and no more pages than that: a gateway whose cursor leads in
/// circles is left after a while.
final class GrantPages {
  private final GatewayClient client;
  private final int pagesMax;

  GrantPages(GatewayClient client, int pagesMax) {
    this.client = client;
    this.pagesMax = pagesMax;
  }

  List<GrantItem> of(Address grantor) {
    var grants = new LinkedHashMap<GrantId, GrantItem>();
    Optional<String> cursor = Optional.empty();
    int pages = 0;
    do {
      cursor = page(grantor, cursor, grants);
      pages++;
    } while (cursor.isPresent() && pages < pagesMax);
    return List.copyOf(grants.values());
  }

  /// The cursor of the next page; none when this one had nothing new.
  private Optional<String> page(
      Address grantor, Optional<String> cursor, SequencedMap<GrantId, GrantItem> grants) {
    var query = new LinkedHashMap<String, String>(Map.of("user", grantor.value()));
    cursor.ifPresent(at -> query.put("cursor", at));
    Answer answer = client.search("grants", query);
    if (answer.isNotFound()) {
      return Optional.empty();
    }
    int before = grants.size();
    return answer.read(found -> {
      found.data().items().map(GrantItem::new).forEach(item -> grants.putIfAbsent(item.id(), item));
      return grants.size() == before ? Optional.empty() : nextCursor(found);
    });
  }

  private static Optional<String> nextCursor(Answer answer) {
    return answer
        .body()
        .find("pagination")
        .flatMap(pages -> pages.find("nextCursor"))
        .map(Item::text);
  }
}
