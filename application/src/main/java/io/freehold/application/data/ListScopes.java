package io.freehold.application.data;

import io.freehold.application.port.DataFiles;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.identity.Caller;

/// Lists the scopes that have data (§4.1.5).
public final class ListScopes {
  private final VisibleScopes visibleScopes;
  private final DataFiles dataFiles;

  public ListScopes(VisibleScopes visibleScopes, DataFiles dataFiles) {
    this.visibleScopes = visibleScopes;
    this.dataFiles = dataFiles;
  }

  public Listing<ScopeSummary> list(Caller caller, ScopePrefix prefix, Page page) {
    return dataFiles.scopes(prefix, visibleScopes.to(caller), page);
  }
}
