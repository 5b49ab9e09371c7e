package io.freehold.adapters.persistence.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.adapters.persistence.data.FileLinks.Link;
import io.freehold.adapters.persistence.data.Renumberings.Renumbering;
import io.freehold.adapters.persistence.data.Sessions.Trust;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.adapters.persistence.sql.DamagedDatabaseException;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sync.Removals;
import io.freehold.application.Limits;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Scope;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.sync.LocalVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of a home and the index of them, opened: what the views on it share. One at a time
/// changes the tree, and whoever finds the index damaged has it made again.
final class Store implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  private final Parts parts;
  private final Removals removals;
  private final Sessions sessions;
  private final Recovery recovery;
  private final VersionAllocator allocator;
  private final Placement placement;
  private final Cache<Scope, Optional<VersionSummary>> newest;

  /// Held by whoever changes the tree: placements, deletions, repairs.
  private final ReentrantLock changing = new ReentrantLock();

  private final AtomicInteger timesHealed = new AtomicInteger();

  /// Opens the store below a home and repairs what a crash left.
  ///
  /// @param state what is to survive a loss of the index
  Store(Path home, Disk disk, WriteGate gate, Database state, Limits limits, InstantSource clock)
      throws IOException {
    this.sessions = new Sessions(state, home.resolve("index.db"), disk);
    this.parts = Parts.of(home, disk, gate, state, limits, clock);
    this.removals = new Removals(state);
    this.recovery = new Recovery(parts, new TreeScan(parts));
    this.allocator = new VersionAllocator(parts.index()::highWater);
    this.placement =
        new Placement(disk, parts.tree(), parts.incoming(), parts.index(), gate, clock);
    this.newest =
        Caffeine.newBuilder().maximumSize(limits.rememberedMax()).executor(Runnable::run).build();
    try {
      recover();
    } catch (RuntimeException e) {
      parts.file().close();
      throw e;
    }
  }

  private void recover() {
    try {
      Trust trust = sessions.trustIn(parts.file());
      if (trust == Trust.DOUBTFUL) {
        parts.file().startOver("it is not the one this home was last used with, or not whole");
      }
      recovery.afterStart(trust);
    } catch (DamagedDatabaseException e) {
      parts.file().startOver(e.getMessage());
      recovery.afterStart(Trust.DOUBTFUL);
    }
    begin();
  }

  /// On a full disk there may be no room to note that a session begins; reading works without.
  private void begin() {
    try {
      sessions.begin(parts.file());
    } catch (ProblemException e) {
      LOG.warn("The beginning of this session could not be noted: {}", e.problem());
    }
  }

  Parts parts() {
    return parts;
  }

  Removals removals() {
    return removals;
  }

  Recovery recovery() {
    return recovery;
  }

  VersionAllocator allocator() {
    return allocator;
  }

  VersionIndex index() {
    return parts.index();
  }

  FileLinks links() {
    return parts.links();
  }

  Deletions deletions() {
    return parts.deletions();
  }

  Incoming incoming() {
    return parts.incoming();
  }

  Path fileOf(Scope scope, CollectedAt version) {
    return parts.tree().fileOf(scope, version);
  }

  Instant now() {
    return parts.clock().instant();
  }

  static LocalVersion local(Scope scope, VersionSummary version) {
    return new LocalVersion(
        scope, version.collectedAt(), version.schemaId(), version.sizeBytes(), version.sha256());
  }

  void mustTake(long bytes) {
    parts.gate().mustBeOpen();
    parts.gate().mustHaveRoomFor(bytes);
  }

  ProblemException refusal(IOException failure) {
    return parts.gate().refusal(failure);
  }

  Optional<VersionSummary> newest(Scope scope) {
    return newest.get(scope, parts.index()::newest);
  }

  /// What is remembered of a scope is not true any more.
  void changed(Scope scope) {
    newest.invalidate(scope);
  }

  void place(List<PendingVersion> group) {
    placement.place(group);
    group.forEach(pending -> changed(pending.version().scope()));
  }

  void place(PendingVersion pending, Consumer<NewVersion> indexing) {
    placement.place(List.of(pending), added -> indexing.accept(added.getFirst()));
    changed(pending.version().scope());
  }

  /// Notes links of versions that are there, first where they cannot be lost.
  void link(List<Link> added) {
    parts.index().link(parts.links().add(added), parts.position().place());
    added.forEach(link -> changed(link.scope()));
  }

  /// A name that was dropped is about to be taken again. What is left of it goes first.
  void forgive(Name name) throws IOException {
    if (parts.dropped().has(name)) {
      recovery.finish(name);
      parts.dropped().forgive(name);
    }
  }

  /// Takes a version away of which it is written down that it is gone.
  void finish(Name dropped) throws IOException {
    allocator.dropped(dropped.scope(), dropped.version());
    try {
      recovery.finish(dropped);
    } finally {
      changed(dropped.scope());
    }
  }

  void finish(Renumbering renumbering) throws IOException {
    allocator.dropped(renumbering.scope(), renumbering.version());
    try {
      recovery.finish(renumbering);
    } finally {
      changed(renumbering.scope());
    }
  }

  /// Makes the index again from the data files; returns how many versions it has now. Nobody reads
  /// it meanwhile.
  int reindex() {
    return changing(() -> {
      int[] versions = new int[1];
      parts
          .file()
          .exclusively(() -> {
            parts.index().clear();
            versions[0] = complete();
          });
      newest.invalidateAll();
      return versions[0];
    });
  }

  private int complete() {
    try {
      int added = recovery.completeIndex();
      sessions.begin(parts.file());
      return added;
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /// Something that changes the tree.
  interface Change<T> {
    T make() throws IOException;
  }

  <T> T changing(Change<T> change) {
    changing.lock();
    try {
      return change.make();
    } catch (IOException e) {
      throw refusal(e);
    } finally {
      changing.unlock();
    }
  }

  /// Makes a damaged index again and tries once more.
  <T> T healing(Supplier<T> act) {
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
        parts
            .file()
            .exclusively(() -> {
              parts.file().startOver(because.getMessage());
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
      if (!parts.gate().isClosed()) {
        sessions.end(parts.file());
      }
    } finally {
      parts.file().close();
      changing.unlock();
    }
  }
}
