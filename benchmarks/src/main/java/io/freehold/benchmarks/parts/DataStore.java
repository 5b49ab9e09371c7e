package io.freehold.benchmarks.parts;

import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.Limits;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.whole.Documents;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.identity.Caller;
import java.time.InstantSource;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A version of 1 KB saved so that it survives a power loss, by one writer who shares no sync with
/// anybody; and the newest version found.
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // the harness calls `prepare` first
public class DataStore {
  private static final Scope READ = new Scope("bench.read");
  private static final Scope WRITTEN = new Scope("bench.written");

  private final InstantSource clock = InstantSource.system();
  private final JsonDocument document = new JsonDocument(Documents.ofSize(1_000));
  private final ReadPermit permit =
      ReadPermit.of(new Caller.Owner(Grants.OWNER.address(), "wallet"), READ);
  private Home home;
  private PersistenceAdapter persistence;

  @Setup
  public void prepare() {
    home = Folder.home();
    persistence = PersistenceAdapter.open(home.path(), Limits.DEFAULT, clock);
    var _ = persistence.dataFiles().save(draft(READ));
  }

  @TearDown
  public void close() {
    persistence.close();
    home.close();
  }

  private DataDraft draft(Scope scope) {
    return new DataDraft(Optional.empty(), scope, document, clock.instant(), Optional.empty());
  }

  @Benchmark
  public VersionSummary save() {
    return persistence.dataFiles().save(draft(WRITTEN));
  }

  @Benchmark
  public StoredFile find() {
    return persistence.dataFiles().find(permit, new Version.Latest()).orElseThrow();
  }
}
