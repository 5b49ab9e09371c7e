package io.freehold.domain.sync;

import io.freehold.domain.CollectedAt;

/// What became of a file that came from a backend.
public sealed interface Receipt {
  /// It is on this disk now, under its record.
  record Stored(LocalVersion version) implements Receipt {}

  /// The same bytes were here already; they are linked to this record as well.
  record Known(LocalVersion version) implements Receipt {}

  /// Another file has its scope and version; nothing was changed.
  record Occupied(LocalVersion by) implements Receipt {}

  /// The owner deleted its scope up to this version or a later one; nothing was changed.
  record Deleted(CollectedAt version) implements Receipt {}

  /// It is not what its record says, or no data file at all; nothing was changed.
  ///
  /// @param reason the end of a sentence, without content of the file
  record Refused(String reason) implements Receipt {}
}
