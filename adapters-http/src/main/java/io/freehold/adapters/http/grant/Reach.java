package io.freehold.adapters.http.grant;

import io.freehold.application.data.ListScopes;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.grant.GrantDraft;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Caller;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// What an open-ended grant reaches today, and the warning that it reaches more tomorrow (threat
/// T16).
public final class Reach {
  private static final Page FIRST = new Page(100, 0);

  private final ListScopes listScopes;

  public Reach(ListScopes listScopes) {
    this.listScopes = listScopes;
  }

  /// Empty when the grant names its scopes one by one.
  Optional<JsonObject> of(Caller.Owner owner, GrantDraft draft) {
    List<ScopePattern> openEnded =
        draft.scopes().stream().filter(ScopePattern::isOpenEnded).toList();
    if (openEnded.isEmpty()) {
      return Optional.empty();
    }
    List<String> now =
        openEnded.stream()
            .flatMap(pattern -> scopesUnder(owner, pattern).stream())
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

  private List<String> scopesUnder(Caller.Owner owner, ScopePattern pattern) {
    var prefix = new ScopePrefix(pattern.value().substring(0, pattern.value().length() - 1));
    return listScopes.list(owner, prefix, FIRST).items().stream()
        .map(ScopeSummary::scope)
        .filter(pattern::covers)
        .map(Scope::value)
        .toList();
  }
}
