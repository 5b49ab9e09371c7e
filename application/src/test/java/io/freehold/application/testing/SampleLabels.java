package io.freehold.application.testing;

import io.freehold.application.port.ScopeLabels;
import io.freehold.domain.Scope;
import io.freehold.domain.connect.ScopeLabel;
import java.util.List;
import java.util.Optional;

/// Words for one scope, `instagram.profile`.
public final class SampleLabels implements ScopeLabels {
  private static final ScopeLabel PROFILE =
      new ScopeLabel(Cast.PROFILE, "Instagram", "Your Instagram profile", "Name, bio and counts.");

  @Override
  public Optional<ScopeLabel> find(Scope scope) {
    return Optional.of(PROFILE).filter(label -> label.scope().equals(scope));
  }

  @Override
  public List<ScopeLabel> from(String source) {
    return source.equals("instagram") ? List.of(PROFILE) : List.of();
  }
}
