package io.freehold.domain.access;

import java.util.List;
import java.util.Optional;

/// What `audit verify` found.
///
/// @param lines how many lines were read
/// @param signedLines how many of them the signed head covers
/// @param head the hash of the last line
/// @param signedHead what the server vouches for; empty when there is no such thing to believe
/// @param checkpoint where the chain begins; empty while it begins with the first line ever written
/// @param noted what became of the line that was asked for; empty when none was
/// @param breaks in plain words, where the chain does not hold; empty when it does
public record ChainReport(
    long lines,
    long signedLines,
    String head,
    Optional<SignedHead> signedHead,
    Optional<Checkpoint> checkpoint,
    Optional<NotedLine.Fate> noted,
    List<String> breaks) {
  public ChainReport {
    breaks = List.copyOf(breaks);
  }

  public boolean holds() {
    return breaks.isEmpty();
  }
}
