package io.freehold.application.port;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;

/// Which versions are registered under which file id (§4.1.7).
public interface VersionLinks {
  /// Links a version to its record; false when there is no such version.
  boolean link(Scope scope, CollectedAt version, FileId fileId);
}
