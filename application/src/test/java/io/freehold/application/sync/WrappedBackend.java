package io.freehold.application.sync;

import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/// A backend of which a test replaces one method.
class WrappedBackend implements StorageBackend {
  private final StorageBackend backend;

  WrappedBackend(StorageBackend backend) {
    this.backend = backend;
  }

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
    return backend.upload(key, blob);
  }

  @Override
  public Optional<BlobUrl> urlOf(BlobKey key) {
    return backend.urlOf(key);
  }

  @Override
  public InputStream download(BlobUrl url) {
    return backend.download(url);
  }

  @Override
  public boolean exists(BlobUrl url) {
    return backend.exists(url);
  }

  @Override
  public boolean delete(BlobUrl url) {
    return backend.delete(url);
  }

  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return backend.deleteScope(owner, scope);
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return backend.deleteAll(owner);
  }

  @Override
  public Optional<BlobPage> list(Address owner, Optional<String> from) {
    return backend.list(owner, from);
  }
}
