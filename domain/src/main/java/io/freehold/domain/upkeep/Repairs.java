package io.freehold.domain.upkeep;

/// Somebody who is told what a repair did.
public interface Repairs {
  /// @param done what was done about the finding, in plain words
  void add(Finding finding, String done);
}
