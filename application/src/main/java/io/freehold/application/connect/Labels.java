package io.freehold.application.connect;

import io.freehold.domain.grant.ScopePattern;

/// What scopes are called in front of a person: the words of the connectors that bring the data,
/// never those of the application that asks (§5.6).
public interface Labels {
  /// There is always one; of a scope that no connector knows it is the scope itself.
  Label of(ScopePattern scope);

  /// @param description more words; empty where nobody wrote any
  record Label(String label, String description) {}
}
