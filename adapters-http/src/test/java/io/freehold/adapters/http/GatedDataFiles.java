package io.freehold.adapters.http;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Data files whose listing waits until a test opens a gate, so that a request stays in flight.
public class GatedDataFiles implements DataFiles {
  private static final int SECONDS_MAX = 20;

  private final DataFiles files;
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Semaphore waiting = new Semaphore(0);

  public GatedDataFiles(DataFiles files) {
    this.files = files;
  }

  /// Waits until this many listings stand at the gate.
  public void awaitWaiting(int count) throws InterruptedException {
    if (!waiting.tryAcquire(count, SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody came to the gate");
    }
  }

  public void open() {
    gate.countDown();
  }

  @Override
  public Listing<ScopeSummary> scopes(ScopePrefix prefix, List<ScopePattern> patterns, Page page) {
    waiting.release();
    try {
      if (!gate.await(SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody opened the gate");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return files.scopes(prefix, patterns, page);
  }

  @Override
  public VersionSummary save(DataDraft draft) {
    return files.save(draft);
  }

  @Override
  public Optional<StoredFile> find(ReadPermit permit, Version version) {
    return files.find(permit, version);
  }

  @Override
  public Listing<VersionSummary> versions(Scope scope, Page page) {
    return files.versions(scope, page);
  }

  @Override
  public long delete(Scope scope) {
    return files.delete(scope);
  }
}
