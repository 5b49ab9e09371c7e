package io.freehold.domain.identity;

import java.util.List;
import java.util.Set;

/// The target of a request exactly as it was received: path and raw query.
public record RequestTarget(String raw) {
  /// Parameters that only narrow a listing. Every other one may select data.
  private static final Set<String> LISTING_PARAMETERS = Set.of("scopePrefix", "limit", "offset");

  public String path() {
    int query = raw.indexOf('?');
    return query < 0 ? raw : raw.substring(0, query);
  }

  public boolean hasQuery() {
    return raw.indexOf('?') >= 0;
  }

  /// Whether a parameter of the query may choose which data is read; such a query must be signed.
  /// Some parsers take a semicolon for an ampersand, so it counts as one.
  public boolean queryMaySelectData() {
    return hasQuery()
        && List.of(raw.substring(raw.indexOf('?') + 1).split("[&;]")).stream()
            .map(pair -> pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair)
            .anyMatch(name -> !LISTING_PARAMETERS.contains(name));
  }
}
