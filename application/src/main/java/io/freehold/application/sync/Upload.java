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
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The way of one version to the backend: encrypt, upload, read back, register, link. Each step can
/// be done again, so that a crash between any two loses nothing and doubles nothing.
final class Upload {
  private final Replica replica;
  private final StorageBackend backend;
  private final FileCipher cipher;
  private final FileRegistry registry;
  private final RegistryIds ids;
  private final SyncIndex index;

  Upload(
      Replica replica,
      StorageBackend backend,
      FileCipher cipher,
      FileRegistry registry,
      RegistryIds ids,
      SyncIndex index) {
    this.replica = replica;
    this.backend = backend;
    this.cipher = cipher;
    this.registry = registry;
    this.ids = ids;
    this.index = index;
  }

  /// A version that was deleted meanwhile needs no copy.
  void bring(LocalVersion version, SchemaId schema) throws IOException {
    Optional<InputStream> plain = index.open(version);
    if (plain.isPresent()) {
      try (InputStream in = plain.get();
          Spooled blob = cipher.encrypt(in, version.sizeBytes(), passwordOf(version))) {
        bring(version, schema, blob);
      }
    }
  }

  private Secret passwordOf(LocalVersion version) {
    return replica.password(version.scope());
  }

  private void bring(LocalVersion version, SchemaId schema, Spooled blob) throws IOException {
    var key = new BlobKey(replica.owner(), version.scope(), version.version());
    BlobUrl url;
    try {
      url = backend.upload(key, blob);
    } catch (StorageException e) {
      if (e.failure().reason() != Reason.TAKEN) {
        throw e;
      }
      settleWhoseNameItIs(version, schema, key);
      return;
    }
    mustHaveArrived(url, blob);
    register(version, schema, url);
  }

  /// What a backend says it has is believed when it has given it back (R11).
  private void mustHaveArrived(BlobUrl url, Spooled blob) throws IOException {
    String readBack;
    try (InputStream in = backend.download(url)) {
      readBack = Sha256.of(in, blob.sizeBytes());
    }
    if (!readBack.equals(blob.sha256())) {
      var _ = backend.delete(url);
      throw nonsense("the backend gave back other bytes than it had been given");
    }
  }

  private void register(LocalVersion version, SchemaId schema, BlobUrl url) {
    FileId fileId = registry.register(registration(schema, url));
    var copy = new RemoteCopy(fileId, version.scope(), version.version(), url, backend.place());
    boolean isTombstone = registry.find(fileId).flatMap(FileRecord::deletion).isPresent();
    if (!index.link(copy)) {
      index.remove(copy);
    } else if (isTombstone) {
      // This very version was deleted once, and an old backup has brought it back (R10).
      var _ = backend.delete(url);
      var _ = index.forget(fileId);
    }
  }

  private FileRegistration registration(SchemaId schema, BlobUrl url) {
    return new FileRegistration(replica.owner(), url.value(), schema);
  }

  /// What a backend has under a name.
  private enum Occupant {
    THIS_FILE,
    ANOTHER_FILE,
    UNREADABLE
  }

  private void settleWhoseNameItIs(LocalVersion version, SchemaId schema, BlobKey key)
      throws IOException {
    BlobUrl url = backend.urlOf(key).orElseThrow();
    switch (occupant(url, version)) {
      // Brought before a crash, or by another of the owner's servers.
      case THIS_FILE -> register(version, schema, url);
      case ANOTHER_FILE -> giveWay(version);
      case UNREADABLE -> {
        if (registry.find(ids.idOf(registration(schema, url))).isPresent()) {
          giveWay(version);
        } else {
          // Nobody speaks for what lies there, and nobody can read it.
          var _ = backend.delete(url);
          throw nonsense("an unreadable blob was in the way and has been removed");
        }
      }
    }
  }

  private Occupant occupant(BlobUrl url, LocalVersion version) throws IOException {
    try (InputStream blob = backend.download(url);
        Spooled plain = cipher.decrypt(blob, passwordOf(version))) {
      return plain.sha256().equals(version.sha256()) ? Occupant.THIS_FILE : Occupant.ANOTHER_FILE;
    } catch (CipherException e) {
      return Occupant.UNREADABLE;
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
