package io.freehold.application.testing;

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
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Blobs by their keys.
public final class InMemoryBlobs implements Blobs {
  private static final Comparator<BlobPath> ORDER =
      Comparator.<BlobPath, String>comparing(path -> path.scope().value())
          .thenComparing(path -> path.name().value());

  private final Map<BlobPath, OpenBlob> blobs = new HashMap<>();
  private final Map<Address, Long> bandwidth = new HashMap<>();
  private final InstantSource clock;

  public InMemoryBlobs(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Optional<BlobSummary> save(BlobPath path, IncomingBlob blob, IfTaken ifTaken) {
    byte[] bytes = bytes(blob);
    String sha256 = Hash.hex(bytes);
    blob.mustHaveHash().accept(sha256);
    synchronized (this) {
      if (ifTaken == IfTaken.LEAVE && blobs.containsKey(path)) {
        return Optional.empty();
      }
      var summary = new BlobSummary(bytes.length, sha256, clock.instant());
      blobs.put(path, new OpenBlob(summary, new OpenBlob.Held(bytes)));
      return Optional.of(summary);
    }
  }

  private static byte[] bytes(IncomingBlob blob) {
    try {
      byte[] bytes = blob.bytes().readAllBytes();
      if (bytes.length != blob.sizeBytes()) {
        throw Problem.malformed(Problem.Subject.BODY, "not a whole body").asException();
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized Optional<BlobSummary> find(BlobPath path) {
    return Optional.ofNullable(blobs.get(path)).map(OpenBlob::summary);
  }

  @Override
  public synchronized Optional<OpenBlob> open(BlobPath path) {
    Optional<OpenBlob> found = Optional.ofNullable(blobs.get(path));
    found.ifPresent(blob -> bandwidth.merge(path.owner(), blob.summary().sizeBytes(), Long::sum));
    return found;
  }

  @Override
  public synchronized boolean delete(BlobPath path) {
    return blobs.remove(path) != null;
  }

  @Override
  public RemovedBlobs deleteScope(Address owner, Scope scope) {
    return deleteAll(path -> path.owner().equals(owner) && path.scope().equals(scope));
  }

  @Override
  public RemovedBlobs deleteAll(Address owner) {
    return deleteAll(path -> path.owner().equals(owner));
  }

  private synchronized RemovedBlobs deleteAll(Predicate<BlobPath> which) {
    BlobUsage removed = usage(which, 0);
    blobs.keySet().removeIf(which);
    return new RemovedBlobs(removed.blobCount(), removed.totalBytes());
  }

  @Override
  public synchronized List<BlobPath> list(Address owner, Optional<BlobPath> after, int limit) {
    return blobs.keySet().stream()
        .filter(path -> path.owner().equals(owner) && path.chainId().isEmpty())
        .filter(path -> path.name().isTime())
        .sorted(ORDER)
        .filter(path -> after.filter(known -> ORDER.compare(path, known) <= 0).isEmpty())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized BlobUsage usage(Address owner) {
    return usage(path -> path.owner().equals(owner), bandwidth.getOrDefault(owner, 0L));
  }

  private BlobUsage usage(Predicate<BlobPath> which, long bandwidthBytes) {
    var chosen =
        blobs.entrySet().stream()
            .filter(entry -> which.test(entry.getKey()))
            .map(entry -> entry.getValue().summary())
            .toList();
    Optional<Instant> last =
        chosen.stream().map(BlobSummary::storedAt).max(Comparator.naturalOrder());
    return new BlobUsage(
        chosen.stream().mapToLong(BlobSummary::sizeBytes).sum(),
        chosen.size(),
        last,
        bandwidthBytes);
  }
}
