package io.freehold.domain.grant;

import io.freehold.domain.Scope;
import java.util.regex.Pattern;

/// What a grant says about scopes: a scope, everything below a dotted prefix (`instagram.*`), or
/// everything (`*`). Prefixes end at segment boundaries: `instagram.*` does not cover
/// `instagramx.y`.
public record ScopePattern(String value) {
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9][a-z0-9_]*(\\.[a-z0-9][A-Za-z0-9_]*)?\\.\\*");

  public ScopePattern {
    if (value.length() > Scope.CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "a scope has at most " + Scope.CHARACTERS_MAX + " characters");
    }
    if (!value.equals("*") && !PREFIX.matcher(value).matches()) {
      var _ = new Scope(value);
    }
  }

  public boolean covers(Scope scope) {
    if (value.equals("*")) {
      return true;
    }
    if (!value.endsWith(".*")) {
      return value.equals(scope.value());
    }
    return scope.value().startsWith(value.substring(0, value.length() - 1));
  }

  /// Whether everything the other covers is covered as well.
  public boolean includes(ScopePattern other) {
    if (value.equals("*") || value.equals(other.value)) {
      return true;
    }
    return value.endsWith(".*") && other.value.startsWith(value.substring(0, value.length() - 1));
  }

  /// Whether scopes that do not exist yet may fall under it (threat T16).
  public boolean isOpenEnded() {
    return value.endsWith("*");
  }

  @Override
  public String toString() {
    return value;
  }
}
