package io.freehold.domain.connect;

import io.freehold.domain.Scope;

/// What a scope is called in front of a person, in the words of the connector that brings its data
/// (§5.6).
///
/// @param source the service the data comes from, such as `Instagram`
/// @param label a few words, such as `Your Instagram profile`
/// @param description one sentence on what is in it
public record ScopeLabel(Scope scope, String source, String label, String description) {
  public ScopeLabel {
    if (source.isBlank() || label.isBlank() || description.isBlank()) {
      throw new IllegalArgumentException("a label has words for source, scope and contents");
    }
  }
}
