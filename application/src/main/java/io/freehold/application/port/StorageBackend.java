package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/// One place that keeps encrypted blobs (§9.2). It never sees anything else. Every method throws
/// `StorageException` with the reason when it cannot do what it says, and may block.
public interface StorageBackend {
  /// As the settings name it: `vana`, `s3`, ….
  String name();

  /// The backend and where on it, such as `s3 https://s3.example.org/bucket`: another bucket is
  /// another place. It holds no secret.
  String place();

  /// Whether this backend, with its present settings, is the one to ask for a blob.
  boolean owns(BlobUrl url);

  /// Keeps a blob and returns its canonical address. When it returns, the backend has acknowledged
  /// every byte. Nothing is overwritten: where a backend keeps blobs under keys and has this one,
  /// the failure is `TAKEN`. The blob is readable by nobody but the owner's account.
  BlobUrl upload(BlobKey key, Spooled blob);

  /// The address an upload under this key would give, where that is known before; such a backend
  /// fails with `TAKEN`.
  Optional<BlobUrl> urlOf(BlobKey key);

  /// The bytes of a blob, to be read once and closed. Reading throws `StorageException` as well.
  InputStream download(BlobUrl url);

  boolean exists(BlobUrl url);

  /// False when there was nothing to delete.
  boolean delete(BlobUrl url);

  /// Deletes all blobs of a scope and says how many; empty when this backend cannot.
  OptionalLong deleteScope(Address owner, Scope scope);

  /// Deletes all blobs of an owner and says how many; empty when this backend cannot.
  OptionalLong deleteAll(Address owner);

  /// Some of an owner's blobs; all of them when every page is read and nothing changes meanwhile.
  /// What is not kept under a version's name is left out. Empty when this backend cannot tell.
  ///
  /// @param from `next` of the page before
  Optional<BlobPage> list(Address owner, Optional<String> from);
}
