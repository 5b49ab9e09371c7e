package io.freehold.bootstrap.sync;

import io.freehold.application.port.DataFiles;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.ScopePattern;
import java.util.List;
import java.util.Optional;

/// Data files whose changes are not left lying until the next cycle.
public record WakingDataFiles(DataFiles dataFiles, Runnable wake) implements DataFiles {
  @Override
  public VersionSummary save(DataDraft draft) {
    VersionSummary saved = dataFiles.save(draft);
    wake.run();
    return saved;
  }

  @Override
  public Optional<StoredFile> find(ReadPermit permit, Version version) {
    return dataFiles.find(permit, version);
  }

  @Override
  public Listing<ScopeSummary> scopes(ScopePrefix prefix, List<ScopePattern> patterns, Page page) {
    return dataFiles.scopes(prefix, patterns, page);
  }

  @Override
  public Listing<VersionSummary> versions(Scope scope, Page page) {
    return dataFiles.versions(scope, page);
  }

  @Override
  public long delete(Scope scope) {
    long deleted = dataFiles.delete(scope);
    wake.run();
    return deleted;
  }
}
