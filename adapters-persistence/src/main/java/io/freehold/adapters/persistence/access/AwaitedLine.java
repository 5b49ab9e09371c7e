package io.freehold.adapters.persistence.access;

/// A line that the chain has to pass, because somebody vouched for it or wrote it down.
final class AwaitedLine {
  private final long sequence;
  private final String hash;
  private boolean isThere;
  private boolean isAnother;

  AwaitedLine(long sequence, String hash) {
    this.sequence = sequence;
    this.hash = hash;
  }

  /// Takes note of a line that was passed; returns whether it stands in the place of this one.
  boolean meet(ChainEnd reached) {
    if (reached.sequence() != sequence) {
      return false;
    }
    isThere = true;
    isAnother = !reached.hash().equals(hash);
    return isAnother;
  }

  long sequence() {
    return sequence;
  }

  /// Whether a line of this number was passed.
  boolean isThere() {
    return isThere;
  }

  boolean isAnother() {
    return isAnother;
  }
}
