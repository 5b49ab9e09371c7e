package io.freehold.domain.connect;

import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.ScopePattern;
import java.util.List;

/// What changes for a builder that has grants already (§6.3): a request is an amendment of those it
/// shares a scope with.
///
/// @param amended the live grants that share a scope with what is asked
/// @param others its other live grants, which stay as they are
/// @param added what is asked for and not granted yet
/// @param kept what is asked for and granted already
/// @param dropped what an amended grant covers and is not asked for any more
public record Difference(
    List<Grant> amended,
    List<Grant> others,
    List<ScopePattern> added,
    List<ScopePattern> kept,
    List<ScopePattern> dropped) {
  public Difference {
    amended = List.copyOf(amended);
    others = List.copyOf(others);
    added = List.copyOf(added);
    kept = List.copyOf(kept);
    dropped = List.copyOf(dropped);
  }

  /// @param live the builder's grants that are neither revoked nor expired
  public static Difference between(List<ScopePattern> asked, List<Grant> live) {
    List<Grant> amended = live.stream().filter(grant -> sharesWith(grant, asked)).toList();
    List<ScopePattern> granted = scopesOf(live);
    return new Difference(
        amended,
        live.stream().filter(grant -> !sharesWith(grant, asked)).toList(),
        asked.stream().filter(scope -> !isWithin(scope, granted)).toList(),
        asked.stream().filter(scope -> isWithin(scope, granted)).toList(),
        scopesOf(amended).stream().filter(scope -> !isWithin(scope, asked)).toList());
  }

  /// Whether the builder has a grant at all.
  public boolean isFirst() {
    return amended.isEmpty() && others.isEmpty();
  }

  private static List<ScopePattern> scopesOf(List<Grant> grants) {
    return grants.stream().flatMap(grant -> grant.terms().scopes().stream()).distinct().toList();
  }

  private static boolean isWithin(ScopePattern scope, List<ScopePattern> patterns) {
    return patterns.stream().anyMatch(pattern -> pattern.includes(scope));
  }

  private static boolean sharesWith(Grant grant, List<ScopePattern> asked) {
    return grant.terms().scopes().stream()
        .anyMatch(granted ->
            asked.stream().anyMatch(scope -> granted.includes(scope) || scope.includes(granted)));
  }
}
