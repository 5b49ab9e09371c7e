package io.freehold.application.sync;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.SchemaId;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Trouble.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/// A file whose name is another file's, and whose server does not come to give it a new one. After
/// a long time, when it has to be taken for gone, a server that has both does it: first the one
/// that brought the other file, and long after that any. Two servers that did it at once would
/// leave two records of one file.
final class AbandonedFile {
  static final Duration PATIENCE = Duration.ofDays(30);
  static final Duration PATIENCE_OF_OTHERS = Duration.ofDays(60);
  static final Failure ANOTHER_HAS_THE_NAME =
      Failure.of(
          Kind.TRANSIENT,
          "another file has this version; the server that brought this one will give it another,"
              + " or this one does after some weeks");

  private final Replica replica;
  private final Backends backends;
  private final FileCipher cipher;
  private final SyncIndex index;
  private final Troubles troubles;

  AbandonedFile(
      Replica replica, Backends backends, FileCipher cipher, SyncIndex index, Troubles troubles) {
    this.replica = replica;
    this.backends = backends;
    this.cipher = cipher;
    this.index = index;
    this.troubles = troubles;
  }

  /// Waits for its server, or makes an end of that.
  ///
  /// @param present the file that has the name
  Optional<Failure> settle(Arrival arrival, Spooled plain, LocalVersion present)
      throws IOException {
    String subject = Troubles.download(arrival.fileId());
    Duration patience = isOfThisServer(present) ? PATIENCE : PATIENCE_OF_OTHERS;
    boolean isAbandoned = troubles.age(subject, ANOTHER_HAS_THE_NAME).compareTo(patience) > 0;
    if (isAbandoned && rename(arrival, plain, present)) {
      return Optional.empty();
    }
    return Optional.of(ANOTHER_HAS_THE_NAME);
  }

  private boolean isOfThisServer(LocalVersion version) {
    Optional<BlobUrl> brought = index.notedUpload(version);
    return index.copiesOf(version.scope(), version.version()).stream()
        .anyMatch(copy -> brought.filter(copy.url()::equals).isPresent());
  }

  /// The present file makes room for a moment, once its blob has proved to be whole. After a crash
  /// at any point its record is fetched again, and the other one waits as before.
  private boolean rename(Arrival arrival, Spooled plain, LocalVersion present) throws IOException {
    for (RemoteCopy copy : index.copiesOf(present.scope(), present.version())) {
      Optional<StorageBackend> backend = backends.owning(copy.url());
      if (backend.isPresent() && present.schemaId().isPresent()) {
        try (InputStream blob = backend.get().download(copy.url());
            Spooled safe = cipher.decrypt(blob, replica.password(present.scope()))) {
          if (safe.sha256().equals(present.sha256())) {
            Optional<BlobUrl> brought = index.notedUpload(present);
            makeRoom(present);
            boolean isRenamed = takeUnderAnotherName(arrival, plain);
            bringBack(arrivalOf(copy, present.schemaId().get()), safe);
            brought.ifPresent(url -> index.noteUpload(present, url));
            return isRenamed;
          }
        }
      }
    }
    return false;
  }

  private void makeRoom(LocalVersion present) {
    for (RemoteCopy copy : index.copiesOf(present.scope(), present.version())) {
      var _ = troubles.note(Troubles.download(copy.fileId()), ANOTHER_HAS_THE_NAME);
      var _ = index.forget(copy.fileId());
    }
  }

  /// Its record and its blob go, and it is uploaded anew.
  private boolean takeUnderAnotherName(Arrival arrival, Spooled plain) {
    return index.receive(arrival, plain) instanceof Receipt.Stored(LocalVersion version)
        && index.renumber(version).isPresent();
  }

  private void bringBack(Arrival arrival, Spooled plain) {
    if (index.receive(arrival, plain) instanceof Receipt.Stored(LocalVersion version)) {
      index.settle(Troubles.download(arrival.fileId()));
    }
  }

  private static Arrival arrivalOf(RemoteCopy copy, SchemaId schema) {
    return new Arrival(
        copy.fileId(), copy.url(), copy.place(), schema, copy.scope(), Optional.of(copy.version()));
  }
}
