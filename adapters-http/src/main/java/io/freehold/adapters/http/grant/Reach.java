package io.freehold.adapters.http.grant;

import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
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
  /// @param scopes those that have data, by what they begin with
  static Optional<JsonObject> of(GrantDraft draft, Function<ScopePrefix, List<Scope>> scopes) {
    List<ScopePattern> openEnded =
        draft.scopes().stream().filter(ScopePattern::isOpenEnded).toList();
    if (openEnded.isEmpty()) {
      return Optional.empty();
    }
    List<String> now =
        openEnded.stream()
            .flatMap(pattern -> scopes.apply(prefixOf(pattern)).stream().filter(pattern::covers))
            .map(Scope::value)
            .distinct()
            .sorted()
            .toList();
    return Optional.of(
        new JsonObject()
            .put("expandsTo", new JsonArray(now))
            .put("warnings", new JsonArray(openEnded.stream().map(Reach::warning).toList())));
  }

  private static ScopePrefix prefixOf(ScopePattern pattern) {
    return new ScopePrefix(pattern.value().substring(0, pattern.value().length() - 1));
  }

  private static String warning(ScopePattern pattern) {
    return pattern.value().equals("*")
        ? "* covers everything, also scopes that have no data yet"
        : pattern.value() + " also covers scopes below it that have no data yet";
  }
}
