package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.Deletions.Deletion;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sync.CursorMirror;
import io.freehold.application.Limits;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Keeps each version as a file of its own below `data`, never to be changed, and finds it through
/// an index. What is acknowledged survives a crash at any point (R1, R2); what is damaged is never
/// served (R7).
public final class LocalDataFiles implements DataFiles, AutoCloseable {
  private static final int LOOK_UPS_MAX = 10;

  private final Store store;
  private final StoredBytes storedBytes;
  private final Saving saving;
  private final CursorMirror mirror;
  private final LocalSyncIndex syncIndex;
  private final Importing importing;

  /// Opens the store below a home and repairs what a crash left.
  ///
  /// @param state what is to survive a loss of the index
  public LocalDataFiles(
      Path home, Disk disk, WriteGate gate, Database state, Limits limits, InstantSource clock)
      throws IOException {
    this.store = new Store(home, disk, gate, state, limits, clock);
    this.storedBytes = new StoredBytes(disk, limits.inMemoryFileBytesMax());
    this.saving =
        new Saving(
            clock,
            limits.idempotencyKept(),
            new WriteKeys(store.parts().file()),
            store.parts().schemaIds(),
            store.allocator(),
            store.incoming(),
            group ->
                store.changing(() -> {
                  store.place(group);
                  return group;
                }));
    this.mirror = new CursorMirror(home, disk, clock);
    this.syncIndex = new LocalSyncIndex(store, state, mirror, limits);
    this.importing = new Importing(store, new StrictEnvelope(limits));
  }

  /// What is remembered of the synchronisation of these files.
  public SyncIndex syncIndex() {
    return syncIndex;
  }

  /// Takes versions in that their owner brings along.
  public Importing importing() {
    return importing;
  }

  @Override
  public VersionSummary save(DataDraft draft) {
    store.mustTake(draft.payload().sizeBytes());
    return store.healing(() -> saving.save(draft));
  }

  @Override
  public Optional<StoredFile> find(ReadPermit permit, Version version) {
    return store.healing(() -> findNow(permit.scope(), version));
  }

  private Optional<StoredFile> findNow(Scope scope, Version version) {
    for (int i = 0; i < LOOK_UPS_MAX; i++) {
      Optional<VersionSummary> found = lookUp(scope, version);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Path path = store.fileOf(scope, found.get().collectedAt());
      try {
        return Optional.of(read(scope, found.get(), path));
      } catch (IOException e) {
        // Between the look-up and the reading it may have gone, or come anew, which is no damage.
        if (store
            .index()
            .at(scope, found.get().collectedAt())
            .filter(found.get()::equals)
            .isPresent()) {
          throw Placement.damaged(scope, path, e);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<VersionSummary> lookUp(Scope scope, Version version) {
    return switch (version) {
      case Version.Latest _ -> store.newest(scope);
      case Version.AsOf(CollectedAt time) -> store.index().asOf(scope, time);
      case Version.ByFileId(FileId fileId) -> withFileId(scope, fileId);
    };
  }

  /// By both, so that a file id opens nothing but its own scope (threat T22).
  private Optional<VersionSummary> withFileId(Scope scope, FileId fileId) {
    return store
        .links()
        .find(fileId)
        .filter(link -> link.scope().equals(scope))
        .flatMap(link -> store.index().at(scope, link.version()));
  }

  private StoredFile read(Scope scope, VersionSummary version, Path path) throws IOException {
    return new StoredFile(
        scope,
        version.collectedAt(),
        version.sha256(),
        storedBytes.read(path, version.sizeBytes(), version.sha256()));
  }

  @Override
  public Listing<ScopeSummary> scopes(ScopePrefix prefix, List<ScopePattern> patterns, Page page) {
    return store.healing(() -> store.index().scopes(ScopeRanges.of(prefix, patterns), page));
  }

  @Override
  public Listing<VersionSummary> versions(Scope scope, Page page) {
    return store.healing(() -> store.index().versions(scope, page));
  }

  @Override
  public long delete(Scope scope) {
    return store.healing(() -> {
      Optional<Deletion> begun = store.changing(() -> beginDeletion(scope));
      return begun.isEmpty() ? 0 : delete(begun.get());
    });
  }

  private Optional<Deletion> beginDeletion(Scope scope) {
    store.parts().gate().mustBeOpen();
    boolean isDue = store.index().newest(scope).isPresent() || store.deletions().isPending(scope);
    if (!isDue) {
      return Optional.empty();
    }
    var deletion =
        new Deletion(scope, CollectedAt.ofMillis(store.index().highWater(scope).orElse(0)));
    store.deletions().begin(deletion);
    store.allocator().deleted(scope, deletion.through());
    return Optional.of(deletion);
  }

  /// First out of sight, then off the disk.
  private long delete(Deletion deletion) {
    long removed =
        store.changing(() -> {
          try {
            return store.index().remove(List.of(deletion));
          } finally {
            store.changed(deletion.scope());
          }
        });
    try {
      store.recovery().removeFiles(deletion);
    } catch (IOException e) {
      throw store.refusal(e);
    }
    return store.changing(() -> {
      store.recovery().complete(deletion);
      return removed;
    });
  }

  /// Makes the index again from the data files; returns how many versions it has now. Nobody reads
  /// it meanwhile.
  public int reindex() {
    return store.reindex();
  }

  @Override
  public void close() {
    mirror.close();
    store.close();
  }
}
