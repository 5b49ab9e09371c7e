package io.freehold.domain;

/// The filter of a listing: the characters a scope begins with, taken literally. Empty means all.
public record ScopePrefix(String value) {
  public static final ScopePrefix ALL = new ScopePrefix("");

  public ScopePrefix {
    if (value.length() > Scope.CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "a scope prefix has at most " + Scope.CHARACTERS_MAX + " characters");
    }
  }

  public boolean covers(Scope scope) {
    return scope.value().startsWith(value);
  }
}
