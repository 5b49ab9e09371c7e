package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.PendingVersion.Outcome;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives a group of written files their places: all links, each folder synced once, one transaction
/// of the index, and only then are they stored. Before that transaction nothing was promised, and
/// what a crash leaves is cleared at the next start.
final class Placement {
  private static final Logger LOG = LoggerFactory.getLogger(Placement.class);

  private final Disk disk;
  private final DataTree tree;
  private final Incoming incoming;
  private final VersionIndex index;
  private final WriteGate gate;
  private final InstantSource clock;

  Placement(
      Disk disk,
      DataTree tree,
      Incoming incoming,
      VersionIndex index,
      WriteGate gate,
      InstantSource clock) {
    this.disk = disk;
    this.tree = tree;
    this.incoming = incoming;
    this.index = index;
    this.gate = gate;
    this.clock = clock;
  }

  /// Notes in each version what became of it.
  void place(List<PendingVersion> group) {
    place(group, added -> index.add(added, clock.instant()));
  }

  /// @param indexing how the index takes in what has its place, all or none
  void place(List<PendingVersion> group, Consumer<List<NewVersion>> indexing) {
    var linked = new ArrayList<PendingVersion>();
    try {
      gate.mustBeOpen();
      var touched = new LinkedHashSet<Path>();
      for (PendingVersion pending : group) {
        if (isLinked(pending, touched)) {
          linked.add(pending);
        }
      }
      commit(linked, touched, indexing);
    } catch (IOException e) {
      failAll(group, gate.refusal(e));
    } catch (RuntimeException e) {
      failAll(group, e);
    }
    clearUp(group, linked);
  }

  private boolean isLinked(PendingVersion pending, Set<Path> touched) {
    Scope scope = pending.version().scope();
    try {
      if (pending.isDeleted()) {
        throw new FileAlreadyExistsException("deleted");
      }
      link(pending, tree.fileOf(scope, pending.summary().collectedAt()), touched);
      touched.add(tree.folderOf(scope));
      return true;
    } catch (FileAlreadyExistsException e) {
      pending.become(Outcome.TAKEN);
    } catch (IOException e) {
      pending.fail(gate.refusal(e));
    }
    return false;
  }

  private void link(PendingVersion pending, Path target, Set<Path> touched) throws IOException {
    try {
      disk.link(pending.incoming(), target);
    } catch (NoSuchFileException e) {
      Path above = tree.root();
      for (Path folder : tree.foldersTo(pending.version().scope())) {
        disk.createFolder(folder);
        touched.add(above);
        above = folder;
      }
      disk.link(pending.incoming(), target);
    }
  }

  private void commit(
      List<PendingVersion> linked, Set<Path> touched, Consumer<List<NewVersion>> indexing)
      throws IOException {
    if (linked.isEmpty()) {
      return;
    }
    for (Path folder : touched) {
      disk.syncFolder(folder);
    }
    indexing.accept(linked.stream().map(PendingVersion::version).toList());
    linked.forEach(pending -> pending.become(Outcome.STORED));
  }

  private static void failAll(List<PendingVersion> group, RuntimeException because) {
    group.forEach(pending -> pending.fail(because));
  }

  /// A linked file whose commit surely failed is taken back. Where there is doubt both names stay,
  /// and the next start looks whether the index has the version.
  private void clearUp(List<PendingVersion> group, List<PendingVersion> linked) {
    if (gate.isClosed()) {
      return;
    }
    for (PendingVersion pending : group) {
      boolean isToGo = linked.contains(pending) && !pending.isCommitted();
      if (!isToGo || isTakenBack(pending)) {
        incoming.remove(pending.incoming());
      }
    }
  }

  private boolean isTakenBack(PendingVersion pending) {
    Path target = tree.fileOf(pending.version().scope(), pending.summary().collectedAt());
    try {
      disk.remove(target);
      return true;
    } catch (IOException e) {
      LOG.warn("{} was not acknowledged and could not be removed: {}", target, e.toString());
      return false;
    }
  }

  /// What a failed disk is to whoever reads.
  static RuntimeException damaged(Scope scope, Path file, Exception cause) {
    LOG.error("{} of {} is damaged or cannot be read: {}", file, scope, cause.toString());
    Problem problem =
        WriteGate.unavailable("this version is damaged or cannot be read; run freehold fsck");
    return problem.asException(cause);
  }
}
