package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.Deletions.Deletion;
import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.adapters.persistence.data.Renumberings.Renumbering;
import io.freehold.adapters.persistence.data.Sessions.Trust;
import io.freehold.adapters.persistence.files.Disk;
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

  private final Parts parts;
  private final Disk disk;
  private final DataTree tree;
  private final Incoming incoming;
  private final IndexFile file;
  private final VersionIndex index;
  private final Deletions deletions;
  private final TreeScan scan;
  private final LostVersions lost;

  Recovery(Parts parts, TreeScan scan) {
    this.parts = parts;
    this.disk = parts.disk();
    this.tree = parts.tree();
    this.incoming = parts.incoming();
    this.file = parts.file();
    this.index = parts.index();
    this.deletions = parts.deletions();
    this.scan = scan;
    this.lost = new LostVersions(index, parts.troubles(), parts.clock());
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
      settleRenumberings();
      applyLinks();
    } catch (IOException e) {
      throw parts.gate().refusal(e);
    }
  }

  /// Reads into the index what is on disk and not in it; returns how many versions that were.
  int completeIndex() throws IOException {
    var _ = index.remove(deletions.all());
    index.drop(parts.dropped().all());
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
    for (Name dropped : parts.dropped().pending()) {
      LOG.info("Finishing the removal of {} of {}", dropped.version(), dropped.scope());
      finish(dropped);
    }
  }

  /// Removes what is left of a single version. Nobody is to make folders meanwhile.
  void finish(Name dropped) throws IOException {
    index.drop(List.of(dropped));
    Path folder = tree.folderOf(dropped.scope());
    if (disk.isFolder(folder)) {
      disk.remove(tree.fileOf(dropped.scope(), dropped.version()));
      disk.syncFolder(folder);
      removeEmptyFolders(dropped.scope());
    }
    parts.dropped().finish(dropped);
  }

  /// The version has its new name; now the old one goes.
  void finish(Renumbering renumbering) throws IOException {
    parts.renumberings().commit(renumbering);
    finish(renumbering.old());
  }

  /// A new name that the index has is good; of one that it does not have nothing is left.
  private void settleRenumberings() throws IOException {
    for (Renumbering begun : parts.renumberings().pending()) {
      boolean isDone =
          index
              .at(begun.scope(), begun.renumbered())
              .filter(found -> found.sha256().equals(begun.renumberedSha256()))
              .isPresent();
      if (isDone) {
        finish(begun);
      } else {
        parts.renumberings().abandon(begun);
      }
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

  /// Brings the index up to what is known of copies.
  private void applyLinks() {
    Optional<String> place = parts.position().place();
    List<FileLinks.Link> next;
    do {
      next = parts.links().after(file.fact("links_applied"), LINKS_AT_ONCE);
      if (!next.isEmpty()) {
        lost.note(next);
        index.link(next, place);
      }
    } while (!next.isEmpty());
    place.ifPresent(parts.uploads()::markFor);
  }
}
