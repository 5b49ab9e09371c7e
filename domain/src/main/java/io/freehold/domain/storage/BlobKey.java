package io.freehold.domain.storage;

import io.freehold.domain.Address;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;

/// Where a backend with keys keeps one version of one owner (§4.1.7.1).
public record BlobKey(Address owner, Scope scope, CollectedAt version) {

  /// `{owner}/{scope}/{version}`, the version as a file is named: `2026-01-21T10-00-00Z`.
  public String text() {
    return owner.value() + "/" + scope.value() + "/" + version.fileName();
  }

  @Override
  public String toString() {
    return text();
  }
}
