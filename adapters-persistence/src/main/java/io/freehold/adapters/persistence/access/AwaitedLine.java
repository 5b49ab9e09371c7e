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

  /// Returns whether this is the number, and another line.
  boolean isBelied(ChainEnd reached) {
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
