package io.freehold.adapters.persistence.blob;

import io.freehold.adapters.persistence.blob.Landing.Landed;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.application.port.Blobs;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.BlobSummary;
import io.freehold.domain.blob.BlobUsage;
import io.freehold.domain.blob.IfTaken;
import io.freehold.domain.blob.IncomingBlob;
import io.freehold.domain.blob.OpenBlob;
import io.freehold.domain.blob.RemovedBlobs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Blobs below a home (ADR 0030). A blob is written and synced apart, gets its place by one rename,
/// and is kept once the folder was synced. Of what a crash leaves, nothing has a place.
public final class LocalBlobs implements Blobs {
  private static final Logger LOG = LoggerFactory.getLogger(LocalBlobs.class);

  private final BlobTree tree;
  private final Path home;
  private final Disk disk;
  private final WriteGate gate;
  private final int inMemoryBytesMax;
  private final Landing landing;

  /// Only of owners who have something here.
  private final Map<Address, Shelf> shelves = new ConcurrentHashMap<>();

  private volatile boolean isPrepared;

  /// Removes what a crash left; makes nothing until the first blob comes.
  public LocalBlobs(
      Path home, Disk disk, WriteGate gate, int inMemoryBytesMax, InstantSource clock) {
    this.home = home;
    this.tree = new BlobTree(home);
    this.disk = disk;
    this.gate = gate;
    this.inMemoryBytesMax = inMemoryBytesMax;
    this.landing = new Landing(tree.incoming(), disk, gate, clock);
    landing.clear();
  }

  private Shelf shelf(Address owner) {
    return shelves.computeIfAbsent(owner, of -> new Shelf(of, tree, disk, landing));
  }

  private Optional<Shelf> knownShelf(Address owner) {
    Optional<Shelf> used = Optional.ofNullable(shelves.get(owner));
    return used.isPresent() || !disk.isFolder(tree.folderOf(owner))
        ? used
        : Optional.of(shelf(owner));
  }

  @Override
  public Optional<BlobSummary> save(BlobPath path, IncomingBlob blob, IfTaken ifTaken) {
    gate.mustBeOpen();
    gate.mustHaveRoomFor(blob.sizeBytes() + Seal.BYTES);
    prepare();
    Landed landed = landing.land(blob);
    boolean isPlaced = false;
    try {
      gate.mustBeOpen();
      isPlaced = shelf(path.owner()).place(path, landed, ifTaken);
      return isPlaced ? Optional.of(landed.summary()) : Optional.empty();
    } catch (IOException e) {
      throw gate.refusal(e);
    } finally {
      if (!isPlaced) {
        landing.discard(landed.file());
      }
    }
  }

  private synchronized void prepare() {
    if (isPrepared) {
      return;
    }
    try {
      disk.createFolder(tree.root());
      disk.createFolder(tree.incoming());
      disk.syncFolder(tree.root());
      disk.syncFolder(home);
      isPrepared = true;
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  @Override
  public Optional<BlobSummary> find(BlobPath path) {
    Optional<Shelf> shelf = knownShelf(path.owner());
    try {
      return shelf.isEmpty() ? Optional.empty() : shelf.get().find(path);
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  @Override
  public Optional<OpenBlob> open(BlobPath path) {
    Optional<Shelf> shelf = knownShelf(path.owner());
    try {
      Optional<SealedFile> file = shelf.isEmpty() ? Optional.empty() : shelf.get().open(path);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      OpenBlob blob = file.get().opened(inMemoryBytesMax);
      shelf.get().handsOut(blob.summary().sizeBytes());
      return Optional.of(blob);
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  private static RuntimeException damaged(BlobPath path, IOException cause) {
    LOG.error("The blob {} is damaged or cannot be read: {}", path, cause.toString());
    return new Problem.DamagedBlob().asException(cause);
  }

  @Override
  public boolean delete(BlobPath path) {
    return changed(path.owner(), false, shelf -> shelf.delete(path));
  }

  @Override
  public RemovedBlobs deleteScope(Address owner, Scope scope) {
    return changed(owner, RemovedBlobs.NONE, shelf -> shelf.delete(scope));
  }

  @Override
  public RemovedBlobs deleteAll(Address owner) {
    return changed(owner, RemovedBlobs.NONE, Shelf::deleteAll);
  }

  @Override
  public List<BlobPath> list(Address owner, Optional<BlobPath> after, int limit) {
    try {
      return new Catalogue(owner, tree, disk).list(after, limit);
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  @Override
  public BlobUsage usage(Address owner) {
    Optional<Shelf> shelf = knownShelf(owner);
    try {
      return shelf.isEmpty() ? BlobUsage.NONE : shelf.get().usage();
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }

  private interface Change<T> {
    T of(Shelf shelf) throws IOException;
  }

  private <T> T changed(Address owner, T ofNothing, Change<T> change) {
    gate.mustBeOpen();
    Optional<Shelf> shelf = knownShelf(owner);
    if (shelf.isEmpty()) {
      return ofNothing;
    }
    prepare();
    try {
      return change.of(shelf.get());
    } catch (IOException e) {
      throw gate.refusal(e);
    }
  }
}
