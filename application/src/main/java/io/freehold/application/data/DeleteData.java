package io.freehold.application.data;

import io.freehold.application.port.DataFiles;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Caller;

/// Deletes every version of one scope (§4.1.5); scopes below it are not touched.
public final class DeleteData {
  private final DataFiles dataFiles;

  public DeleteData(DataFiles dataFiles) {
    this.dataFiles = dataFiles;
  }

  public long delete(Caller.Owner owner, Scope scope) {
    return dataFiles.delete(scope);
  }
}
