package io.freehold.application.connect;

import io.freehold.application.port.ScopeLabels;
import io.freehold.domain.Scope;
import io.freehold.domain.connect.ScopeLabel;
import io.freehold.domain.grant.ScopePattern;
import java.util.Optional;

/// What a scope of a request is called in front of a person: the words of the connectors that bring
/// the data, never those of the application that asks (§5.6). A scope that no connector knows is
/// called by itself.
final class ScopeWords {
  private final ScopeLabels labels;

  ScopeWords(ScopeLabels labels) {
    this.labels = labels;
  }

  String label(ScopePattern pattern) {
    if (pattern.value().equals("*")) {
      return "All of your data";
    }
    return pattern.isOpenEnded()
        ? "Everything from " + sourceOf(pattern)
        : known(pattern).map(ScopeLabel::label).orElse(pattern.value());
  }

  /// Empty where nobody wrote one.
  String description(ScopePattern pattern) {
    return pattern.isOpenEnded() ? "" : known(pattern).map(ScopeLabel::description).orElse("");
  }

  private Optional<ScopeLabel> known(ScopePattern pattern) {
    return labels.find(new Scope(pattern.value()));
  }

  /// `Instagram` for `instagram.*`, and `chatgpt.conversations` for what lies deeper.
  private String sourceOf(ScopePattern pattern) {
    String below = pattern.value().substring(0, pattern.value().length() - 2);
    return labels.from(below).stream().map(ScopeLabel::source).findFirst().orElse(below);
  }
}
