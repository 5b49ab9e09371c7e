package io.freehold.application.sync;

import io.freehold.application.port.StorageBackend;
import io.freehold.domain.storage.BlobUrl;
import java.util.List;
import java.util.Optional;

/// The backends that the settings describe.
///
/// @param selected where new copies go
/// @param all the selected one, and those that were used before and still can be read
public record Backends(StorageBackend selected, List<StorageBackend> all) {
  public Backends {
    all = List.copyOf(all);
  }

  /// The one that keeps a blob; empty when none of them does.
  Optional<StorageBackend> owning(BlobUrl url) {
    return all.stream().filter(backend -> backend.owns(url)).findFirst();
  }
}
