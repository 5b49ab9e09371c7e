package io.freehold.domain.access;

import java.util.List;

/// What `audit verify` found.
///
/// @param lines how many lines were read
/// @param signedLines how many of them the signed head covers
/// @param head the hash of the last line
/// @param breaks in plain words, where the chain does not hold; empty when it does
public record ChainReport(long lines, long signedLines, String head, List<String> breaks) {
  public ChainReport {
    breaks = List.copyOf(breaks);
  }

  public boolean holds() {
    return breaks.isEmpty();
  }
}
