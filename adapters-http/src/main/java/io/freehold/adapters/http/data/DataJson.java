package io.freehold.adapters.http.data;

import io.freehold.application.data.IngestData.Ingested;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.schema.Violation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// Listings of data as clients read them.
final class DataJson {
  private DataJson() {}

  static JsonObject ingested(Scope scope, Ingested ingested) {
    JsonObject json =
        new JsonObject()
            .put("scope", scope.value())
            .put("collectedAt", ingested.version().collectedAt().text())
            .put("status", "stored");
    if (!ingested.warnings().isEmpty()) {
      var warnings = new JsonArray();
      ingested.warnings().forEach(warning -> warnings.add(warning(warning)));
      json.put("warnings", warnings);
    }
    return json;
  }

  private static JsonObject warning(Violation violation) {
    return new JsonObject().put("pointer", violation.pointer()).put("message", violation.message());
  }

  static JsonObject scopes(Listing<ScopeSummary> scopes) {
    var items = new JsonArray();
    scopes.items().forEach(item -> items.add(scope(item)));
    return page(new JsonObject().put("scopes", items), scopes);
  }

  private static JsonObject scope(ScopeSummary item) {
    return new JsonObject()
        .put("scope", item.scope().value())
        .put("latestCollectedAt", item.latestCollectedAt().text())
        .put("versionCount", item.versionCount())
        .put("count", item.versionCount())
        .put("sizeBytes", item.sizeBytes());
  }

  static JsonObject versions(Scope scope, Listing<VersionSummary> versions) {
    var items = new JsonArray();
    versions.items().forEach(item -> items.add(version(item)));
    return page(new JsonObject().put("scope", scope.value()).put("versions", items), versions);
  }

  private static JsonObject version(VersionSummary item) {
    return new JsonObject()
        .put("fileId", item.fileId().map(Object::toString).orElse(null))
        .put("collectedAt", item.collectedAt().text())
        .put("schemaId", item.schemaId().map(Object::toString).orElse(null))
        .put("sizeBytes", item.sizeBytes());
  }

  private static JsonObject page(JsonObject json, Listing<?> listing) {
    return json.put("total", listing.total())
        .put("limit", listing.page().limit())
        .put("offset", listing.page().offset());
  }
}
