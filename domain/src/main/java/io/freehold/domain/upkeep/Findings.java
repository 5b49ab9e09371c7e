package io.freehold.domain.upkeep;

/// Somebody who is told of findings, one by one: there may be more than fit into memory.
public interface Findings {
  void add(Finding finding);
}
