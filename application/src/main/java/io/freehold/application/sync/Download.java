package io.freehold.application.sync;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Schemas;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Trouble.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// The way of one record's file to this disk: download, resolve the scope, decrypt, compare with
/// the record, store, link (§4.1.7). Done again, it does nothing.
final class Download {
  private static final int NAMES_TRIED_MAX = 3;

  private final Replica replica;
  private final Backends backends;
  private final FileCipher cipher;
  private final Schemas schemas;
  private final RegistryIds ids;
  private final SyncIndex index;
  private final Troubles troubles;
  private final AbandonedFile abandoned;

  Download(
      Replica replica,
      Backends backends,
      FileCipher cipher,
      Schemas schemas,
      RegistryIds ids,
      SyncIndex index,
      Troubles troubles) {
    this.replica = replica;
    this.backends = backends;
    this.cipher = cipher;
    this.schemas = schemas;
    this.ids = ids;
    this.index = index;
    this.troubles = troubles;
    this.abandoned = new AbandonedFile(replica, backends, cipher, index, troubles);
  }

  /// Why the record could not be dealt with; empty when it was.
  Optional<Failure> fetch(FileRecord record) throws IOException {
    if (record.deletion().isPresent()) {
      return end(record, record.deletion().get());
    }
    if (index.knows(record.id())) {
      return Optional.empty();
    }
    Optional<StorageBackend> backend = backends.owning(record.url());
    if (backend.isEmpty()) {
      return failure(
          Kind.PERMANENT,
          "no backend that keeps " + record.url().scheme() + " blobs like this one is set up here");
    }
    Optional<Scope> scope = schemas.scopeOf(record.schemaId());
    return scope.isEmpty()
        ? failure(Kind.TRANSIENT, "the gateway does not know the schema of this file")
        : fetch(record, backend.get(), scope.get());
  }

  /// A gateway's word alone deletes nothing here (threat T42).
  private Optional<Failure> end(FileRecord record, FileRecord.Deletion deletion) {
    if (deletion.isProved()) {
      var _ = index.forget(record.id());
      return Optional.empty();
    }
    return index.knows(record.id())
        ? failure(
            Kind.PERMANENT,
            "the gateway calls this file deleted but shows no signature of the owner for it;"
                + " it was kept")
        : Optional.empty();
  }

  private Optional<Failure> fetch(FileRecord record, StorageBackend backend, Scope scope)
      throws IOException {
    var arrival =
        new Arrival(
            record.id(),
            record.url(),
            backend.place(),
            record.schemaId(),
            scope,
            versionIn(record.url()));
    try (InputStream blob = backend.download(record.url());
        Spooled plain = cipher.decrypt(blob, replica.password(scope))) {
      return take(arrival, plain);
    }
  }

  /// The version a blob's address ends with, where it ends with one.
  private static Optional<CollectedAt> versionIn(BlobUrl url) {
    String path = url.uri().getSchemeSpecificPart();
    String last = path.substring(path.lastIndexOf('/') + 1);
    try {
      return Optional.of(
          last.contains(":") ? CollectedAt.parse(last) : CollectedAt.ofFileName(last));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<Failure> take(Arrival arrival, Spooled plain) throws IOException {
    for (int i = 0; i < NAMES_TRIED_MAX; i++) {
      switch (index.receive(arrival, plain)) {
        case Receipt.Stored _ -> {
          return Optional.empty();
        }
        case Receipt.Known(LocalVersion version) -> {
          return sameAgain(arrival, version);
        }
        case Receipt.Deleted(CollectedAt version) -> {
          index.remove(copy(arrival, version));
          return Optional.empty();
        }
        case Receipt.Refused(String reason) -> {
          return failure(Kind.CORRUPT, "the file is not what its record says: " + reason);
        }
        case Receipt.Occupied(LocalVersion by) -> {
          if (!isGivingWay(arrival, by)) {
            return abandoned.settle(arrival, plain, by);
          }
        }
      }
    }
    return failure(Kind.TRANSIENT, "the name of this version is taken again and again");
  }

  /// Two blobs of the same bytes at one place: one of them is an old one in the place of a new one
  /// (threat T38).
  private Optional<Failure> sameAgain(Arrival arrival, LocalVersion version) {
    boolean isSubstituted =
        index.copiesOf(version.scope(), version.version()).stream()
            .anyMatch(copy -> copy.isAnotherBlobThan(arrival));
    if (!isSubstituted) {
      return Optional.empty();
    }
    var _ = index.forget(arrival.fileId());
    return failure(Kind.CORRUPT, "the blob is a copy of another version: rolled back or exchanged");
  }

  /// Of two files with one name, the one with the smaller id keeps it, so that all servers decide
  /// alike without asking each other; a file that is not registered yet always gives way. The
  /// server that brought the other file gives it another name; the others let go of it and wait for
  /// that.
  private boolean isGivingWay(Arrival arrival, LocalVersion present) {
    List<RemoteCopy> copies = index.copiesOf(present.scope(), present.version());
    boolean isOurs =
        copies.stream()
            .anyMatch(copy -> copy.fileId().value().compareTo(arrival.fileId().value()) < 0);
    if (isOurs) {
      return false;
    }
    Optional<BlobUrl> brought = index.notedUpload(present);
    boolean isToBeRenamedHere =
        copies.isEmpty()
            || copies.stream().anyMatch(copy -> brought.filter(copy.url()::equals).isPresent());
    if (isToBeRenamedHere) {
      brought.ifPresent(url -> index.remove(copyOf(present, url)));
      return index.renumber(present).isPresent();
    }
    for (RemoteCopy copy : copies) {
      var _ = troubles.note(Troubles.download(copy.fileId()), AbandonedFile.ANOTHER_HAS_THE_NAME);
      var _ = index.forget(copy.fileId());
    }
    return true;
  }

  /// What was brought may be registered without having been linked, if a crash came between.
  private RemoteCopy copyOf(LocalVersion version, BlobUrl url) {
    FileId fileId =
        ids.idOf(
            new FileRegistration(replica.owner(), url.value(), version.schemaId().orElseThrow()));
    return new RemoteCopy(
        fileId, version.scope(), version.version(), url, backends.selected().place());
  }

  private static RemoteCopy copy(Arrival arrival, CollectedAt version) {
    return new RemoteCopy(
        arrival.fileId(), arrival.scope(), version, arrival.url(), arrival.place());
  }

  private static Optional<Failure> failure(Kind kind, String message) {
    return Optional.of(Failure.of(kind, message));
  }
}
