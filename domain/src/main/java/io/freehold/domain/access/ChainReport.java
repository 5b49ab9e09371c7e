package io.freehold.domain.access;

import java.util.List;
import java.util.Optional;

/// What `audit verify` found.
///
/// @param lines how many lines were read
/// @param signedLines how many of them the signed head covers
/// @param head the hash of the last line
/// @param checkpoint where the chain begins; empty while it begins with the first line ever written
/// @param breaks in plain words, where the chain does not hold; empty when it does
public record ChainReport(
    long lines,
    long signedLines,
    String head,
    Optional<Checkpoint> checkpoint,
    List<String> breaks) {
  public ChainReport {
    breaks = List.copyOf(breaks);
  }

  public boolean holds() {
    return breaks.isEmpty();
  }
}
