package io.freehold.application.data;

import io.freehold.application.port.DataFiles;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.identity.Caller;
import java.util.List;

/// Lists the versions of a scope (§4.1.5). A scope the caller may not see looks like one without
/// data.
public final class ListVersions {
  private final VisibleScopes visibleScopes;
  private final DataFiles dataFiles;

  public ListVersions(VisibleScopes visibleScopes, DataFiles dataFiles) {
    this.visibleScopes = visibleScopes;
    this.dataFiles = dataFiles;
  }

  public Listing<VersionSummary> list(Caller caller, Scope scope, Page page) {
    boolean isVisible =
        visibleScopes.to(caller).stream().anyMatch(pattern -> pattern.covers(scope));
    return isVisible ? dataFiles.versions(scope, page) : new Listing<>(List.of(), 0, page);
  }
}
