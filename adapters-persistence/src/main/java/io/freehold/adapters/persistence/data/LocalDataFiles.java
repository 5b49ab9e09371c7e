package io.freehold.adapters.persistence.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.adapters.persistence.data.Deletions.Deletion;
import io.freehold.adapters.persistence.data.Sessions.Trust;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.adapters.persistence.sql.DamagedDatabaseException;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.application.Limits;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.VersionLinks;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.ProblemException;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps each version as a file of its own below `data`, never to be changed, and finds it through
/// an index. What is acknowledged survives a crash at any point (R1, R2); what is damaged is never
/// served (R7).
public final class LocalDataFiles implements DataFiles, VersionLinks, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalDataFiles.class);
  private static final int LOOK_UPS_MAX = 10;

  private final WriteGate gate;
  private final DataTree tree;
  private final IndexFile file;
  private final VersionIndex index;
  private final Deletions deletions;
  private final FileLinks links;
  private final Sessions sessions;
  private final Recovery recovery;
  private final StoredBytes storedBytes;
  private final VersionAllocator allocator;
  private final Placement placement;
  private final Saving saving;
  private final Cache<Scope, Optional<VersionSummary>> newest;

  /// Held by whoever changes the tree: placements, deletions, repairs.
  private final ReentrantLock changing = new ReentrantLock();

  private final AtomicInteger timesHealed = new AtomicInteger();

  /// Opens the store below a home and repairs what a crash left.
  ///
  /// @param state what is to survive a loss of the index
  public LocalDataFiles(
      Path home, Disk disk, WriteGate gate, Database state, Limits limits, InstantSource clock)
      throws IOException {
    Path indexFile = home.resolve("index.db");
    this.gate = gate;
    this.tree = new DataTree(home.resolve("data"));
    var incoming = new Incoming(home.resolve("incoming"), disk, gate);
    this.sessions = new Sessions(state, indexFile, disk);
    this.file = new IndexFile(indexFile, disk, gate, limits.readersMax());
    this.index = new VersionIndex(file);
    this.deletions = new Deletions(state);
    this.links = new FileLinks(state);
    var schemaIds = new SchemaIds(state, limits.rememberedMax());
    var scan = new TreeScan(disk, tree, index, deletions, schemaIds, clock);
    this.recovery = new Recovery(disk, tree, incoming, file, deletions, links, scan, gate);
    this.storedBytes = new StoredBytes(disk, limits.inMemoryFileBytesMax());
    this.allocator = new VersionAllocator(index::highWater);
    this.saving =
        new Saving(
            clock,
            limits.idempotencyKept(),
            new WriteKeys(file),
            schemaIds,
            allocator,
            incoming,
            this::commit);
    this.placement = new Placement(disk, tree, incoming, index, gate, clock);
    this.newest =
        Caffeine.newBuilder().maximumSize(limits.rememberedMax()).executor(Runnable::run).build();
    try {
      recover();
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void recover() {
    try {
      Trust trust = sessions.trustIn(file);
      if (trust == Trust.DOUBTFUL) {
        file.startOver("it is not the one this home was last used with, or not whole");
      }
      recovery.afterStart(trust);
    } catch (DamagedDatabaseException e) {
      file.startOver(e.getMessage());
      recovery.afterStart(Trust.DOUBTFUL);
    }
    begin();
  }

  /// On a full disk there may be no room to note that a session begins; reading works without.
  private void begin() {
    try {
      sessions.begin(file);
    } catch (ProblemException e) {
      LOG.warn("The beginning of this session could not be noted: {}", e.problem());
    }
  }

  @Override
  public VersionSummary save(DataDraft draft) {
    gate.mustBeOpen();
    gate.mustHaveRoomFor(draft.payload().sizeBytes());
    return healing(() -> saving.save(draft));
  }

  private void commit(List<PendingVersion> group) {
    changing.lock();
    try {
      placement.place(group);
      newest.invalidateAll(group.stream().map(pending -> pending.version().scope()).toList());
    } finally {
      changing.unlock();
    }
  }

  @Override
  public Optional<StoredFile> find(ReadPermit permit, Version version) {
    return healing(() -> findNow(permit.scope(), version));
  }

  private Optional<StoredFile> findNow(Scope scope, Version version) {
    for (int i = 0; i < LOOK_UPS_MAX; i++) {
      Optional<VersionSummary> found = lookUp(scope, version);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Path path = tree.fileOf(scope, found.get().collectedAt());
      try {
        return Optional.of(read(scope, found.get(), path));
      } catch (IOException e) {
        // Between the look-up and the reading it may have been deleted, which is no damage.
        if (index.at(scope, found.get().collectedAt()).isPresent()) {
          throw Placement.damaged(scope, path, e);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<VersionSummary> lookUp(Scope scope, Version version) {
    return switch (version) {
      case Version.Latest _ -> newest.get(scope, index::newest);
      case Version.AsOf(CollectedAt time) -> index.asOf(scope, time);
      case Version.ByFileId(FileId fileId) -> index.withFileId(scope, fileId);
    };
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
    return healing(() -> index.scopes(ScopeRanges.of(prefix, patterns), page));
  }

  @Override
  public Listing<VersionSummary> versions(Scope scope, Page page) {
    return healing(() -> index.versions(scope, page));
  }

  @Override
  public long delete(Scope scope) {
    return healing(() -> {
      Optional<Deletion> begun = changing(() -> beginDeletion(scope));
      return begun.isEmpty() ? 0 : delete(begun.get());
    });
  }

  private Optional<Deletion> beginDeletion(Scope scope) {
    gate.mustBeOpen();
    boolean isDue = index.newest(scope).isPresent() || deletions.isPending(scope);
    if (!isDue) {
      return Optional.empty();
    }
    var deletion = new Deletion(scope, CollectedAt.ofMillis(index.highWater(scope).orElse(0)));
    deletions.begin(deletion);
    allocator.deleted(scope, deletion.through());
    return Optional.of(deletion);
  }

  /// First out of sight, then off the disk.
  private long delete(Deletion deletion) {
    long removed =
        changing(() -> {
          try {
            return index.remove(List.of(deletion));
          } finally {
            newest.invalidate(deletion.scope());
          }
        });
    try {
      recovery.removeFiles(deletion);
    } catch (IOException e) {
      throw gate.refusal(e);
    }
    changing(() -> {
      recovery.complete(deletion);
      return removed;
    });
    return removed;
  }

  @Override
  public boolean link(Scope scope, CollectedAt version, FileId fileId) {
    return healing(() ->
        changing(() -> {
          boolean isThere = index.at(scope, version).isPresent();
          if (isThere) {
            index.link(links.add(scope, version, fileId));
            newest.invalidate(scope);
          }
          return isThere;
        }));
  }

  /// Makes the index again from the data files; returns how many versions it has now. Nobody reads
  /// it meanwhile.
  public int reindex() {
    return changing(() -> {
      int[] versions = new int[1];
      file.exclusively(() -> {
        index.clear();
        versions[0] = complete();
      });
      newest.invalidateAll();
      return versions[0];
    });
  }

  private int complete() {
    try {
      int added = recovery.completeIndex();
      sessions.begin(file);
      return added;
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  private interface Change<T> {
    T make() throws IOException;
  }

  private <T> T changing(Change<T> change) {
    changing.lock();
    try {
      return change.make();
    } catch (IOException e) {
      throw gate.refusal(e);
    } finally {
      changing.unlock();
    }
  }

  /// Makes a damaged index again and tries once more.
  private <T> T healing(Supplier<T> act) {
    int seen = timesHealed.get();
    try {
      return act.get();
    } catch (DamagedDatabaseException e) {
      heal(seen, e);
      return act.get();
    }
  }

  private void heal(int seen, DamagedDatabaseException because) {
    changing.lock();
    try {
      if (timesHealed.get() == seen) {
        file.exclusively(() -> {
          file.startOver(because.getMessage());
          var _ = complete();
        });
        newest.invalidateAll();
        timesHealed.incrementAndGet();
      }
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void close() {
    changing.lock();
    try {
      if (!gate.isClosed()) {
        sessions.end(file);
      }
    } finally {
      file.close();
      changing.unlock();
    }
  }
}
