package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.Deletions.Deletion;
import io.freehold.adapters.persistence.data.Sessions.Trust;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings files and index to agree after a crash, a loss or a repair: deletions are finished, what
/// was never acknowledged is removed, and versions the index has lost are read back from the files.
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int LINKS_AT_ONCE = 1_000;

  private final Disk disk;
  private final DataTree tree;
  private final Incoming incoming;
  private final IndexFile file;
  private final VersionIndex index;
  private final Deletions deletions;
  private final FileLinks links;
  private final TreeScan scan;
  private final WriteGate gate;

  Recovery(
      Disk disk,
      DataTree tree,
      Incoming incoming,
      IndexFile file,
      Deletions deletions,
      FileLinks links,
      TreeScan scan,
      WriteGate gate) {
    this.disk = disk;
    this.tree = tree;
    this.incoming = incoming;
    this.file = file;
    this.index = new VersionIndex(file);
    this.deletions = deletions;
    this.links = links;
    this.scan = scan;
    this.gate = gate;
  }

  /// After a start. An index that is not trusted is completed before leftovers are judged by it:
  /// better a version too many than an acknowledged one too few.
  void afterStart(Trust trust) {
    try {
      finishDeletions();
      boolean isComplete =
          switch (trust) {
            case WHOLE -> true;
            case INTERRUPTED -> !scan.findsMissing(placesOfLeftovers());
            case INCOMPLETE, DOUBTFUL -> false;
          };
      if (!isComplete) {
        var _ = completeIndex();
      }
      for (Path leftover : incoming.leftovers()) {
        resolve(leftover);
      }
      applyLinks();
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  /// Reads into the index what is on disk and not in it; returns how many versions that were.
  int completeIndex() throws IOException {
    var _ = index.remove(deletions.all());
    int added = scan.addMissing();
    file.checkpoint();
    file.setFact("links_applied", 0);
    applyLinks();
    if (added > 0) {
      LOG.info("The index was completed with {} versions from the data files", added);
    }
    return added;
  }

  private void finishDeletions() throws IOException {
    for (Deletion deletion : deletions.pending()) {
      LOG.info("Finishing the deletion of {}", deletion.scope());
      finish(deletion);
    }
  }

  private void finish(Deletion deletion) throws IOException {
    var _ = index.remove(List.of(deletion));
    removeFiles(deletion);
    complete(deletion);
  }

  /// Removes the files of versions that are deleted, and nothing else. Writers need not wait for
  /// it: none of them uses a name that was deleted.
  void removeFiles(Deletion deletion) throws IOException {
    Path folder = tree.folderOf(deletion.scope());
    try {
      disk.list(folder, path -> removeIfDeleted(path, deletion));
      disk.syncFolder(folder);
    } catch (NoSuchFileException e) {
      LOG.debug("Nothing was left of {}", deletion.scope());
    }
  }

  /// Removes what folders are empty now. Nobody is to make folders meanwhile.
  void complete(Deletion deletion) throws IOException {
    removeEmptyFolders(deletion.scope());
    deletions.finish(deletion);
  }

  private void removeIfDeleted(Path file, Deletion deletion) throws IOException {
    Optional<CollectedAt> version = DataTree.versionOf(file);
    if (version.isPresent() && version.get().compareTo(deletion.through()) <= 0) {
      disk.remove(file);
    }
  }

  private void removeEmptyFolders(Scope scope) throws IOException {
    for (Path folder : tree.foldersTo(scope).reversed()) {
      if (!disk.removeFolder(folder)) {
        return;
      }
    }
  }

  /// Where the writes belong that a crash interrupted. A file that the index does not know and that
  /// is none of them was acknowledged once: then the index has lost something.
  private Set<Path> placesOfLeftovers() throws IOException {
    var places = new HashSet<Path>();
    for (Path leftover : incoming.leftovers()) {
      try (InputStream in = disk.open(leftover)) {
        Envelope envelope = Envelope.read(in);
        places.add(tree.fileOf(envelope.scope(), envelope.collectedAt()));
      } catch (IllegalArgumentException e) {
        LOG.debug("{} breaks off, and so was never linked", leftover);
      }
    }
    return places;
  }

  /// A file in `incoming` is a write that a crash interrupted, or the second name of a version that
  /// was stored.
  private void resolve(Path leftover) throws IOException {
    try (InputStream in = disk.open(leftover)) {
      Envelope envelope = Envelope.read(in);
      Path target = tree.fileOf(envelope.scope(), envelope.collectedAt());
      boolean isStored = index.at(envelope.scope(), envelope.collectedAt()).isPresent();
      if (!isStored && disk.isSameFile(leftover, target)) {
        LOG.info("Removing {}, which was never acknowledged", target);
        disk.remove(target);
        disk.syncFolder(tree.folderOf(envelope.scope()));
        removeEmptyFolders(envelope.scope());
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("{} breaks off, and so was never linked", leftover);
    }
    incoming.remove(leftover);
  }

  private void applyLinks() {
    List<FileLinks.Link> next;
    do {
      next = links.after(file.fact("links_applied"), LINKS_AT_ONCE);
      next.forEach(index::link);
    } while (!next.isEmpty());
  }
}
