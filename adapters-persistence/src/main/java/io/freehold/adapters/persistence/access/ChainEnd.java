package io.freehold.adapters.persistence.access;

/// Where the chain stands: its newest line, and the hash the next line is to hold on to.
///
/// @param sequence 0 before the first line
record ChainEnd(long sequence, String hash) {
  static final ChainEnd START = new ChainEnd(0, LogLine.NO_HASH);
}
