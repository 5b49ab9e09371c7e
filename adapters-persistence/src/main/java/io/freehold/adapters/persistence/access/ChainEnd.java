package io.freehold.adapters.persistence.access;

import io.freehold.domain.access.Checkpoint;
import java.util.Optional;

/// Where the chain stands: its newest line, and the hash the next line is to hold on to.
///
/// @param sequence 0 before the first line
record ChainEnd(long sequence, String hash) {
  static final ChainEnd START = new ChainEnd(0, LogLine.NO_HASH);

  /// Before the first line that is kept.
  static ChainEnd before(Optional<Checkpoint> checkpoint) {
    return checkpoint.map(made -> new ChainEnd(made.sequence(), made.hash())).orElse(START);
  }
}
