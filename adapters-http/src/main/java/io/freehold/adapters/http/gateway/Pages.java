package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.Call;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.vertx.core.json.JsonObject;

/// Pages of lists as clients of the second generation turn them: a cursor, which here is how many
/// items went before. Clients that turn no pages get as many items as one page can have.
final class Pages {
  private static final int LIMIT_DEFAULT = 1_000;

  private Pages() {}

  static Page asked(Call call) {
    Page page = call.page(LIMIT_DEFAULT);
    return call.query("cursor", Subject.PARAMETER, Pages::offset)
        .map(offset -> new Page(page.limit(), offset))
        .orElse(page);
  }

  private static int offset(String cursor) {
    if (!cursor.matches("\\d{1,8}")) {
      throw new IllegalArgumentException("a cursor that this gateway gave is wanted");
    }
    return Integer.parseInt(cursor);
  }

  static JsonObject next(Listing<?> listing) {
    int seen = listing.page().offset() + listing.items().size();
    boolean hasMore = seen < listing.total();
    return new JsonObject()
        .put("limit", listing.page().limit())
        .put("total", listing.total())
        .put("hasMore", hasMore)
        .put("nextCursor", hasMore ? Integer.toString(seen) : null);
  }
}
