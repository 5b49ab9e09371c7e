package io.freehold.application.port;

import io.freehold.domain.Scope;
import io.freehold.domain.connect.ScopeLabel;
import java.util.List;
import java.util.Optional;

/// What scopes are called in front of a person, by the definitions of the connectors (§5.6).
public interface ScopeLabels {
  /// Empty for a scope that no connector knows.
  Optional<ScopeLabel> find(Scope scope);

  /// All scopes of a source, such as `instagram`, that are known; empty for one that no connector
  /// brings.
  List<ScopeLabel> from(String source);
}
