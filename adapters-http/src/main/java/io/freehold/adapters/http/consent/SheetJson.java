package io.freehold.adapters.http.consent;

import io.freehold.adapters.http.json.Expiry;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.Difference;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.grant.Grant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/// What an owner is shown before answering: as text, which is what a receipt keeps, and as facts,
/// for clients that draw their own page.
final class SheetJson {
  private SheetJson() {}

  static JsonObject of(ConsentSheet sheet) {
    return new JsonObject()
        .put("text", new JsonArray(sheet.text()))
        .put("warnings", new JsonArray(sheet.warnings()))
        .put("shown", sheet.hash())
        .put("scopes", array(sheet.items(), SheetJson::item))
        .put("difference", difference(sheet.difference()));
  }

  private static JsonObject item(ConsentSheet.Item item) {
    return new JsonObject()
        .put("scope", item.scope().value())
        .put("label", item.label())
        .put("description", item.description())
        .put("openEnded", item.scope().isOpenEnded())
        .put("existingCount", item.existingCount())
        .put("existing", array(item.existing(), SheetJson::existing));
  }

  private static JsonObject existing(ScopeSummary scope) {
    return new JsonObject()
        .put("scope", scope.scope().value())
        .put("versionCount", scope.versionCount())
        .put("latestCollectedAt", scope.latestCollectedAt().toString());
  }

  private static JsonObject difference(Difference difference) {
    return new JsonObject()
        .put("added", ConsentJson.patterns(difference.added()))
        .put("kept", ConsentJson.patterns(difference.kept()))
        .put("dropped", ConsentJson.patterns(difference.dropped()))
        .put("amended", array(difference.amended(), SheetJson::grant))
        .put("others", array(difference.others(), SheetJson::grant));
  }

  private static JsonObject grant(Grant grant) {
    return new JsonObject()
        .put("grantId", grant.id().value())
        .put("scopes", ConsentJson.patterns(grant.terms().scopes()))
        .put("expiresAt", Expiry.seconds(grant.terms().expiresAt()));
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> json) {
    var array = new JsonArray();
    items.forEach(item -> array.add(json.apply(item)));
    return array;
  }
}
