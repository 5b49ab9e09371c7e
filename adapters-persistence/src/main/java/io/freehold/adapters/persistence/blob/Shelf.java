package io.freehold.adapters.persistence.blob;

import io.freehold.adapters.persistence.blob.Landing.Landed;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.BlobUsage;
import io.freehold.domain.blob.IfTaken;
import io.freehold.domain.blob.RemovedBlobs;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// What one owner has here. Names change one after the other, so that what is counted is what is
/// there; bytes are written, checked and synced outside of that.
final class Shelf {
  private final Address owner;
  private final BlobTree tree;
  private final Disk disk;
  private final Landing landing;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, ScopeFolder> folders = new HashMap<>();
  private final AtomicLong bandwidthBytes = new AtomicLong();

  /// Empty until somebody asks; a shelf is walked once.
  private Optional<Tally> tally = Optional.empty();

  Shelf(Address owner, BlobTree tree, Disk disk, Landing landing) {
    this.owner = owner;
    this.tree = tree;
    this.disk = disk;
    this.landing = landing;
  }

  /// A folder of blobs that was used since the start. Its own name is durable once it was synced
  /// with the folders above; before, no blob in it is.
  private static final class ScopeFolder {
    private volatile boolean isDurable;
  }

  private interface Act<T> {
    T run() throws IOException;
  }

  private <T> T alone(Act<T> act) throws IOException {
    lock.lock();
    try {
      return act.run();
    } finally {
      lock.unlock();
    }
  }

  /// False, with nothing changed, when the place is taken and is to be left.
  boolean place(BlobPath path, Landed landed, IfTaken ifTaken) throws IOException {
    Path file = tree.fileOf(path);
    Path folder = tree.folderOf(owner, path.scope());
    Optional<ScopeFolder> entered = alone(() -> entered(file, folder, landed, ifTaken));
    if (entered.isPresent()) {
      makeDurable(folder, entered.get());
    }
    return entered.isPresent();
  }

  private Optional<ScopeFolder> entered(Path file, Path folder, Landed landed, IfTaken ifTaken)
      throws IOException {
    long before = disk.size(file);
    if (before >= 0 && ifTaken == IfTaken.LEAVE) {
      return Optional.empty();
    }
    ScopeFolder known = folders.get(folder);
    if (known == null) {
      disk.createFolder(tree.folderOf(owner));
      disk.createFolder(folder);
      known = new ScopeFolder();
      folders.put(folder, known);
    }
    disk.replace(landed.file(), file);
    if (before >= 0) {
      forget(blobBytes(before));
    }
    tally.ifPresent(counted -> counted.add(landed.summary()));
    return Optional.of(known);
  }

  private void forget(long bytes) {
    tally.ifPresent(counted -> counted.remove(new RemovedBlobs(1, bytes)));
  }

  private static long blobBytes(long fileBytes) {
    return Math.max(0, fileBytes - Seal.BYTES);
  }

  /// A folder that was deleted meanwhile took the blob with it, and needs no sync.
  private void makeDurable(Path folder, ScopeFolder entered) throws IOException {
    try {
      disk.syncFolder(folder);
    } catch (NoSuchFileException e) {
      return;
    }
    if (!entered.isDurable) {
      try {
        disk.syncFolder(tree.folderOf(owner));
      } catch (NoSuchFileException e) {
        return;
      }
      disk.syncFolder(tree.root());
      entered.isDurable = true;
    }
  }

  Optional<BlobSummary> find(BlobPath path) throws IOException {
    Path file = tree.fileOf(path);
    return alone(() -> {
      long size = disk.size(file);
      return size < 0 ? Optional.<BlobSummary>empty() : Optional.of(summary(file, size));
    });
  }

  private BlobSummary summary(Path file, long size) throws IOException {
    if (size < Seal.BYTES) {
      throw new IOException("it is not sealed");
    }
    return Seal.read(disk.read(file, size - Seal.BYTES, Seal.BYTES), size);
  }

  Optional<SealedFile> open(BlobPath path) throws IOException {
    Path file = tree.fileOf(path);
    return alone(() -> {
      long size = disk.size(file);
      return size < 0
          ? Optional.<SealedFile>empty()
          : Optional.of(new SealedFile(disk.open(file), size));
    });
  }

  void handsOut(long bytes) {
    bandwidthBytes.addAndGet(bytes);
  }

  boolean delete(BlobPath path) throws IOException {
    Path file = tree.fileOf(path);
    Path folder = tree.folderOf(owner, path.scope());
    Optional<Path> toSync =
        alone(() -> {
          long size = disk.size(file);
          if (size < 0) {
            return Optional.<Path>empty();
          }
          disk.remove(file);
          forget(blobBytes(size));
          boolean isEmpty = disk.removeFolder(folder);
          if (isEmpty) {
            folders.remove(folder);
          }
          return Optional.of(isEmpty ? tree.folderOf(owner) : folder);
        });
    if (toSync.isPresent()) {
      sync(toSync.get());
    }
    return toSync.isPresent();
  }

  /// A folder that is gone by now was deleted, and that deletion syncs the one above.
  private void sync(Path folder) throws IOException {
    try {
      disk.syncFolder(folder);
    } catch (NoSuchFileException e) {
      disk.syncFolder(tree.root());
    }
  }

  RemovedBlobs delete(Scope scope) throws IOException {
    Path folder = tree.folderOf(owner, scope);
    return deleteFolder(
        folder,
        tree.folderOf(owner),
        () -> {
          var removed = new Tally();
          addAllIn(folder, removed);
          folders.remove(folder);
          return removed.all();
        });
  }

  RemovedBlobs deleteAll() throws IOException {
    return deleteFolder(
        tree.folderOf(owner),
        tree.root(),
        () -> {
          var removed = new Tally();
          addAllBelow(removed);
          folders.clear();
          return removed.all();
        });
  }

  private RemovedBlobs deleteFolder(Path folder, Path above, Act<RemovedBlobs> counting)
      throws IOException {
    Optional<Removed> removed =
        alone(() -> {
          if (!disk.isFolder(folder)) {
            return Optional.<Removed>empty();
          }
          RemovedBlobs blobs = counting.run();
          Path out = landing.takeOut(folder);
          tally.ifPresent(counted -> counted.remove(blobs));
          return Optional.of(new Removed(out, blobs));
        });
    if (removed.isEmpty()) {
      return RemovedBlobs.NONE;
    }
    sync(above);
    landing.discard(removed.get().out);
    return removed.get().blobs;
  }

  private record Removed(Path out, RemovedBlobs blobs) {}

  BlobUsage usage() throws IOException {
    return alone(() -> {
      if (tally.isEmpty()) {
        var counted = new Tally();
        addAllBelow(counted);
        tally = Optional.of(counted);
      }
      return tally.get().usage(bandwidthBytes.get());
    });
  }

  private void addAllBelow(Tally to) throws IOException {
    Path all = tree.folderOf(owner);
    if (disk.isFolder(all)) {
      disk.list(all, folder -> addAllIn(folder, to));
    }
  }

  /// A file without a seal was not put there by this server, or is damaged: it counts by its size.
  private void addAllIn(Path folder, Tally to) throws IOException {
    if (!disk.isFolder(folder)) {
      return;
    }
    disk.list(
        folder,
        file -> {
          long size = disk.size(file);
          if (size >= 0) {
            to.add(summaryOrSize(file, size));
          }
        });
  }

  private BlobSummary summaryOrSize(Path file, long size) {
    try {
      return summary(file, size);
    } catch (IOException e) {
      return new BlobSummary(blobBytes(size), "", Instant.EPOCH);
    }
  }
}
