package io.freehold.application.port;

import java.util.Optional;

/// Whether the disk can take what this server promises to keep.
public interface StorageHealth {
  /// Empty when all is well; otherwise what is wrong, in plain words.
  Optional<String> complaint();
}
