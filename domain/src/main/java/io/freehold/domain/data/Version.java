package io.freehold.domain.data;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;

/// Which version the reader wants (§4.1.5).
public sealed interface Version {
  /// The newest one.
  record Latest() implements Version {}

  /// The one that is registered under a file id.
  record ByFileId(FileId fileId) implements Version {}

  /// The newest one at or before a time.
  record AsOf(CollectedAt time) implements Version {}
}
