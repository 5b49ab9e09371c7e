package io.freehold.application.sync;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Schemas;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.FileId;
import io.freehold.domain.ProblemException;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.ListedBlob;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.RecordPage;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Trouble.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Registers anew the blobs that no record speaks for, after the records were lost with their
/// gateway (§4.1.7). A blob is believed for what is in it, never for what it is called; a record
/// that is a tombstone speaks for its blob as well, and what was deleted here stays so. Done again,
/// it does nothing.
public final class AdoptBlobs {
  private static final int PAGES_MAX = 100_000;
  private static final int NAMES_TRIED_MAX = 3;

  private final Replica replica;
  private final Backends backends;
  private final FileCipher cipher;
  private final FileRegistry registry;
  private final Schemas schemas;
  private final RegistryIds ids;
  private final SyncIndex index;
  private final Workers workers;

  public AdoptBlobs(
      Replica replica,
      Backends backends,
      FileCipher cipher,
      FileRegistry registry,
      Schemas schemas,
      RegistryIds ids,
      SyncIndex index,
      Workers workers) {
    this.replica = replica;
    this.backends = backends;
    this.cipher = cipher;
    this.registry = registry;
    this.schemas = schemas;
    this.ids = ids;
    this.index = index;
    this.workers = workers;
  }

  /// A blob that was left as it is.
  ///
  /// @param reason the end of a sentence
  public record Left(BlobUrl url, String reason) {}

  /// What it came to.
  ///
  /// @param round how many were registered, and how many could not be
  /// @param unlisted the places that cannot tell which blobs they keep
  public record Adopted(SyncRound round, List<String> unlisted) {
    public Adopted {
      unlisted = List.copyOf(unlisted);
    }
  }

  /// All blobs of all backends. A failure that concerns a backend or the gateway as a whole ends
  /// it.
  ///
  /// @param tell told of each blob that nobody speaks for and that was left, by any thread
  public Adopted run(Consumer<Left> tell) {
    var unlisted = new ArrayList<String>();
    SyncRound round = SyncRound.NOTHING;
    try {
      Set<String> spokenFor = spokenFor();
      for (StorageBackend backend : backends.all()) {
        if (round.brokenOff().isEmpty()) {
          Optional<SyncRound> adopted = adoptAt(backend, spokenFor, tell);
          if (adopted.isEmpty()) {
            unlisted.add(backend.place());
          }
          round = round.plus(adopted.orElse(SyncRound.NOTHING));
        }
      }
    } catch (ProblemException | StorageException e) {
      round = round.plus(new SyncRound(0, 0, Optional.of(Failure.of(e).message())));
    }
    return new Adopted(round, unlisted);
  }

  /// The addresses of all records, tombstones among them.
  private Set<String> spokenFor() {
    var urls = new HashSet<String>();
    Optional<String> cursor = Optional.empty();
    boolean hasMore = true;
    while (hasMore) {
      RecordPage page = registry.changes(replica.owner(), cursor);
      page.records().forEach(record -> urls.add(plain(record.url())));
      hasMore = page.hasMore() && !page.records().isEmpty();
      if (hasMore) {
        cursor = Optional.of(page.records().getLast().cursor());
      }
    }
    return urls;
  }

  /// A time has two spellings in addresses, and both name one blob.
  private static String plain(BlobUrl url) {
    int name = url.value().lastIndexOf('/') + 1;
    return url.value().substring(0, name) + url.value().substring(name).replaceAll("%3[Aa]|:", "-");
  }

  /// Empty when the backend cannot list.
  private Optional<SyncRound> adoptAt(
      StorageBackend backend, Set<String> spokenFor, Consumer<Left> tell) {
    SyncRound round = SyncRound.NOTHING;
    Optional<String> from = Optional.empty();
    for (int pages = 0; pages < PAGES_MAX; pages++) {
      Optional<BlobPage> page = backend.list(replica.owner(), from);
      if (page.isEmpty()) {
        return Optional.empty();
      }
      List<ListedBlob> orphans =
          page.get().blobs().stream()
              .filter(blob -> !spokenFor.contains(plain(blob.url())))
              .toList();
      round = round.plus(workers.all(orphans, blob -> attempt(backend, blob, tell)));
      from = page.get().next();
      if (from.isEmpty() || round.brokenOff().isPresent()) {
        return Optional.of(round);
      }
    }
    return Optional.of(
        round.plus(
            new SyncRound(0, 0, Optional.of(backend.place() + " has a listing without an end"))));
  }

  private SyncRound attempt(StorageBackend backend, ListedBlob blob, Consumer<Left> tell) {
    try {
      return adopt(backend, blob, tell);
    } catch (StorageException | CipherException | ProblemException | IOException e) {
      return failed(blob, Failure.of(e), tell);
    }
  }

  private static SyncRound failed(ListedBlob blob, Failure failure, Consumer<Left> tell) {
    tell.accept(new Left(blob.url(), failure.message()));
    return SyncRound.failed(failure);
  }

  private static SyncRound failed(ListedBlob blob, String message, Consumer<Left> tell) {
    return failed(blob, Failure.of(Kind.PERMANENT, message), tell);
  }

  private static SyncRound left(ListedBlob blob, String reason, Consumer<Left> tell) {
    tell.accept(new Left(blob.url(), reason));
    return SyncRound.NOTHING;
  }

  private SyncRound adopt(StorageBackend backend, ListedBlob blob, Consumer<Left> tell)
      throws IOException {
    Optional<SchemaId> schema =
        schemas.find(blob.key().scope()).map(found -> found.reference().id());
    if (schema.isEmpty()) {
      return failed(
          blob,
          "no schema is registered for " + blob.key().scope() + " at the gateway (§4.1.7)",
          tell);
    }
    var registration =
        new FileRegistration(replica.owner(), blob.url().value(), schema.orElseThrow());
    boolean isDeleted =
        index.wasDropped(blob.key().scope(), blob.key().version())
            || registry.find(ids.idOf(registration)).flatMap(FileRecord::deletion).isPresent();
    return isDeleted
        ? left(blob, "this version was deleted", tell)
        : adopt(backend, blob, registration, tell);
  }

  private SyncRound adopt(
      StorageBackend backend, ListedBlob blob, FileRegistration registration, Consumer<Left> tell)
      throws IOException {
    var arrival =
        new Arrival(
            ids.idOf(registration),
            blob.url(),
            backend.place(),
            registration.schemaId(),
            blob.key().scope(),
            Optional.of(blob.key().version()));
    try (InputStream in = backend.download(blob.url());
        Spooled plain = cipher.decrypt(in, replica.password(blob.key().scope()))) {
      return take(arrival, plain, registration, blob, tell);
    }
  }

  /// It is kept here before it is registered: what cannot be kept is not told to others.
  private SyncRound take(
      Arrival arrival,
      Spooled plain,
      FileRegistration registration,
      ListedBlob blob,
      Consumer<Left> tell) {
    for (int i = 0; i < NAMES_TRIED_MAX; i++) {
      switch (index.receive(arrival, plain)) {
        case Receipt.Stored _ -> {
          return register(registration);
        }
        case Receipt.Known(LocalVersion version) -> {
          if (isSecondCopy(arrival, version)) {
            var _ = index.forget(arrival.fileId());
            return left(blob, "another blob is the copy of this version", tell);
          }
          return register(registration);
        }
        case Receipt.Deleted(var version) -> {
          index.remove(
              new RemoteCopy(
                  arrival.fileId(), arrival.scope(), version, arrival.url(), arrival.place()));
          return left(blob, "its scope was deleted after it; it is being removed", tell);
        }
        case Receipt.Refused(String reason) -> {
          return failed(blob, "it is not what it is called: " + reason, tell);
        }
        case Receipt.Occupied(LocalVersion by) -> {
          if (!isFree(by) || index.renumber(by).isEmpty()) {
            return failed(blob, "another file has this version here", tell);
          }
        }
      }
    }
    return failed(blob, "the name of this version is taken again and again", tell);
  }

  private SyncRound register(FileRegistration registration) {
    FileId _ = registry.register(registration);
    return SyncRound.ONE;
  }

  /// An upload that was answered too late can have left two blobs of one version.
  private boolean isSecondCopy(Arrival arrival, LocalVersion version) {
    return index.copiesOf(version.scope(), version.version()).stream()
        .anyMatch(copy -> copy.isAnotherBlobThan(arrival));
  }

  /// A version nobody else has seen yet gives its name to one that others may have seen.
  private boolean isFree(LocalVersion version) {
    return index.copiesOf(version.scope(), version.version()).isEmpty();
  }
}
