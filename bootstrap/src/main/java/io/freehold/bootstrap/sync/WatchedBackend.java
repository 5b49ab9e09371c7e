package io.freehold.bootstrap.sync;

import io.freehold.application.port.StorageBackend;
import io.freehold.application.sync.Patience;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/// A backend that somebody looks on while it works.
///
/// @param pause how time passes when it asks to slow down; empty where it is not waited for
record WatchedBackend(StorageBackend backend, Lookout lookout, Optional<Patience.Pause> pause)
    implements StorageBackend {
  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public String place() {
    return backend.place();
  }

  @Override
  public boolean owns(BlobUrl url) {
    return backend.owns(url);
  }

  @Override
  public BlobUrl upload(BlobKey key, Spooled blob) {
    return lookout.look(backend, pause, () -> backend.upload(key, blob));
  }

  @Override
  public Optional<BlobUrl> urlOf(BlobKey key) {
    return backend.urlOf(key);
  }

  @Override
  public InputStream download(BlobUrl url) {
    return lookout.look(backend, pause, () -> backend.download(url));
  }

  @Override
  public boolean exists(BlobUrl url) {
    return lookout.look(backend, pause, () -> backend.exists(url));
  }

  @Override
  public boolean delete(BlobUrl url) {
    return lookout.look(backend, pause, () -> backend.delete(url));
  }

  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return lookout.look(backend, pause, () -> backend.deleteScope(owner, scope));
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return lookout.look(backend, pause, () -> backend.deleteAll(owner));
  }

  @Override
  public Optional<BlobPage> list(Address owner, Optional<String> from) {
    return lookout.look(backend, pause, () -> backend.list(owner, from));
  }
}
