package io.freehold.application.sync;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Trouble.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The way of one version to the backend: encrypt, upload, read back, register, link. Each step can
/// be done again, so that a crash between any two loses nothing and doubles nothing.
final class Upload {
  private static final int FAILURES_BEFORE_GIVING_WAY = 10;
  private static final Failure DELETED_MEANWHILE =
      Failure.of(Kind.TRANSIENT, "it was deleted elsewhere, and is being removed here");

  private final Replica replica;
  private final StorageBackend backend;
  private final FileCipher cipher;
  private final FileRegistry registry;
  private final RegistryIds ids;
  private final SyncIndex index;
  private final Troubles troubles;

  Upload(
      Replica replica,
      StorageBackend backend,
      FileCipher cipher,
      FileRegistry registry,
      RegistryIds ids,
      SyncIndex index,
      Troubles troubles) {
    this.replica = replica;
    this.backend = backend;
    this.cipher = cipher;
    this.registry = registry;
    this.ids = ids;
    this.index = index;
    this.troubles = troubles;
  }

  /// A version that was deleted meanwhile needs no copy.
  ///
  /// @param failures how often this was tried in vain
  void bring(LocalVersion version, SchemaId schema, int failures) throws IOException {
    Optional<BlobUrl> noted = index.notedUpload(version);
    if (noted.isPresent() && isDoneWith(noted.get(), version, schema, failures)) {
      return;
    }
    Optional<InputStream> plain = index.open(version);
    if (plain.isPresent()) {
      try (InputStream in = plain.get();
          Spooled blob = cipher.encrypt(in, version.sizeBytes(), passwordOf(version))) {
        bring(version, schema, blob, failures);
      }
    }
  }

  /// A crash came between an upload and its registration, or after it; the record may even have
  /// become a tombstone since. A blob that stays unreadable for long is given up with its record.
  private boolean isDoneWith(BlobUrl url, LocalVersion version, SchemaId schema, int failures)
      throws IOException {
    FileId fileId = ids.idOf(registration(schema, url));
    boolean isTombstone = registry.find(fileId).flatMap(FileRecord::deletion).isPresent();
    Occupant occupant = isTombstone ? Occupant.NOTHING : occupant(url, version);
    if (isTombstone || occupant == Occupant.THIS_FILE) {
      register(version, schema, url);
      return true;
    }
    if (occupant != Occupant.NOTHING && failures < FAILURES_BEFORE_GIVING_WAY) {
      throw nonsense("the blob that was uploaded cannot be read");
    }
    boolean isNamed = backend.urlOf(key(version)).isPresent();
    if (!isNamed) {
      index.remove(copy(fileId, version, url));
    }
    return false;
  }

  private BlobKey key(LocalVersion version) {
    return new BlobKey(replica.owner(), version.scope(), version.version());
  }

  private RemoteCopy copy(FileId fileId, LocalVersion version, BlobUrl url) {
    return new RemoteCopy(fileId, version.scope(), version.version(), url, backend.place());
  }

  private Secret passwordOf(LocalVersion version) {
    return replica.password(version.scope());
  }

  private void bring(LocalVersion version, SchemaId schema, Spooled blob, int failures)
      throws IOException {
    BlobKey key = key(version);
    BlobUrl url;
    try {
      url = backend.upload(key, blob);
    } catch (StorageException e) {
      if (e.failure().reason() != Reason.TAKEN) {
        throw e;
      }
      settleWhoseNameItIs(version, schema, key, failures);
      return;
    }
    mustHaveArrived(url, blob);
    index.noteUpload(version, url);
    register(version, schema, url);
  }

  /// What a backend says it has is believed when it has given it back (R11).
  private void mustHaveArrived(BlobUrl url, Spooled blob) throws IOException {
    String readBack;
    try (InputStream in = backend.download(url)) {
      readBack = StreamHash.of(in, blob.sizeBytes());
    }
    if (!readBack.equals(blob.sha256())) {
      var _ = backend.delete(url);
      throw nonsense("the backend gave back other bytes than it had been given");
    }
  }

  private void register(LocalVersion version, SchemaId schema, BlobUrl url) {
    FileId fileId = registry.register(registration(schema, url));
    RemoteCopy copy = copy(fileId, version, url);
    boolean isTombstone = registry.find(fileId).flatMap(FileRecord::deletion).isPresent();
    if (isTombstone) {
      drop(copy);
    } else if (!index.link(copy)) {
      index.remove(copy);
    }
  }

  /// This very version was deleted once: elsewhere while it was brought, or before an old backup
  /// brought it back (R10). The note has a crash between the steps end well.
  private void drop(RemoteCopy copy) {
    String subject = Troubles.download(copy.fileId());
    var _ = troubles.note(subject, DELETED_MEANWHILE);
    var _ = index.link(copy);
    var _ = index.forget(copy.fileId());
    index.settle(subject);
    index.remove(copy);
  }

  private FileRegistration registration(SchemaId schema, BlobUrl url) {
    return new FileRegistration(replica.owner(), url.value(), schema);
  }

  /// What a backend has under a name.
  private enum Occupant {
    NOTHING,
    THIS_FILE,
    ANOTHER_FILE,
    UNREADABLE
  }

  /// What cannot be read may be another server's blob on a bad day, so it is never deleted, and
  /// this version gives way only when it has stayed unreadable for long.
  private void settleWhoseNameItIs(LocalVersion version, SchemaId schema, BlobKey key, int failures)
      throws IOException {
    BlobUrl url = backend.urlOf(key).orElseThrow();
    switch (occupant(url, version)) {
      // Brought before a crash, or by another of the owner's servers.
      case THIS_FILE -> register(version, schema, url);
      case ANOTHER_FILE -> giveWay(version);
      case NOTHING -> throw nonsense("the backend says it has a blob of this name, and has none");
      case UNREADABLE -> {
        if (failures < FAILURES_BEFORE_GIVING_WAY) {
          throw nonsense("the backend has a blob of this name that cannot be read");
        }
        giveWay(version);
      }
    }
  }

  private Occupant occupant(BlobUrl url, LocalVersion version) throws IOException {
    try (InputStream blob = backend.download(url);
        Spooled plain = cipher.decrypt(blob, passwordOf(version))) {
      return plain.sha256().equals(version.sha256()) ? Occupant.THIS_FILE : Occupant.ANOTHER_FILE;
    } catch (CipherException e) {
      return Occupant.UNREADABLE;
    } catch (StorageException e) {
      if (e.failure().reason() == Reason.NOT_FOUND) {
        return Occupant.NOTHING;
      }
      throw e;
    }
  }

  /// Another server's file has the name; this one is brought under its new name in a next round.
  private void giveWay(LocalVersion version) {
    var _ = index.renumber(version);
  }

  private static StorageException nonsense(String message) {
    return StorageFailure.of(Reason.NONSENSE, message).asException();
  }
}
