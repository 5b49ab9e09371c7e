package io.freehold.adapters.http.grant;

import io.freehold.domain.Scope;
import io.freehold.domain.grant.GrantDraft;
import io.freehold.domain.grant.ScopePattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What an open-ended grant reaches today, and the warning that it reaches more tomorrow (threat
/// T16).
final class Reach {
  private Reach() {}

  /// Empty when the grant names its scopes one by one.
  ///
  /// @param scopesUnder the scopes that have data and that a pattern covers
  static Optional<JsonObject> of(
      GrantDraft draft, Function<ScopePattern, List<Scope>> scopesUnder) {
    List<ScopePattern> openEnded =
        draft.scopes().stream().filter(ScopePattern::isOpenEnded).toList();
    if (openEnded.isEmpty()) {
      return Optional.empty();
    }
    List<String> now =
        openEnded.stream()
            .flatMap(pattern -> scopesUnder.apply(pattern).stream())
            .map(Scope::value)
            .distinct()
            .sorted()
            .toList();
    List<String> warnings =
        openEnded.stream()
            .map(pattern ->
                pattern.value().equals("*")
                    ? "* covers everything, also scopes that have no data yet"
                    : pattern.value() + " also covers scopes below it that have no data yet")
            .toList();
    return Optional.of(
        new JsonObject()
            .put("expandsTo", new JsonArray(now))
            .put("warnings", new JsonArray(warnings)));
  }
}
