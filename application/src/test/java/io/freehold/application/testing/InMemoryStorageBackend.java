package io.freehold.application.testing;

import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Blobs of `Cast.OWNER` in a map, under keys or, as on some real backends, under an id of its own
/// for each upload.
public final class InMemoryStorageBackend implements StorageBackend {
  private static final String KEY =
      "[a-z0-9_]+(\\.[A-Za-z0-9_]+){1,2}/\\d{4}-\\d\\d-\\d\\dT[\\d.-]+Z";

  private final String name;
  private final boolean hasKeys;
  private final Map<String, byte[]> blobs = new TreeMap<>();
  private int uploads;

  private InMemoryStorageBackend(String name, boolean hasKeys) {
    this.name = name;
    this.hasKeys = hasKeys;
  }

  public static InMemoryStorageBackend withKeys(String name) {
    return new InMemoryStorageBackend(name, true);
  }

  public static InMemoryStorageBackend withoutKeys(String name) {
    return new InMemoryStorageBackend(name, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String place() {
    return name + " memory";
  }

  @Override
  public boolean owns(BlobUrl url) {
    String own = name + "://" + Cast.OWNER + "/";
    return hasKeys ? url.value().matches(own + KEY) : url.value().matches(own + "id-\\d+");
  }

  private void mustOwn(BlobUrl url) {
    if (!owns(url)) {
      throw new IllegalArgumentException("not a blob of " + place() + ": " + url);
    }
  }

  @Override
  public synchronized BlobUrl upload(BlobKey key, Spooled blob) {
    uploads++;
    BlobUrl url = urlOf(key).orElse(new BlobUrl(name + "://" + key.owner() + "/id-" + uploads));
    if (blobs.putIfAbsent(url.value(), bytes(blob)) != null) {
      throw StorageFailure.of(Reason.TAKEN, "there is another blob of this name").asException();
    }
    return url;
  }

  private static byte[] bytes(Spooled blob) {
    try (InputStream in = blob.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<BlobUrl> urlOf(BlobKey key) {
    return hasKeys ? Optional.of(new BlobUrl(name + "://" + key.text())) : Optional.empty();
  }

  @Override
  public synchronized InputStream download(BlobUrl url) {
    mustOwn(url);
    byte[] blob = blobs.get(url.value());
    if (blob == null) {
      throw StorageFailure.of(Reason.NOT_FOUND, "there is no such blob").asException();
    }
    return new ByteArrayInputStream(blob);
  }

  @Override
  public synchronized boolean exists(BlobUrl url) {
    mustOwn(url);
    return blobs.containsKey(url.value());
  }

  @Override
  public synchronized boolean delete(BlobUrl url) {
    mustOwn(url);
    return blobs.remove(url.value()) != null;
  }

  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return hasKeys ? OptionalLong.of(deleteBelow(owner + "/" + scope + "/")) : OptionalLong.empty();
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return hasKeys ? OptionalLong.of(deleteBelow(owner + "/")) : OptionalLong.empty();
  }

  private synchronized long deleteBelow(String path) {
    int before = blobs.size();
    blobs.keySet().removeIf(url -> url.startsWith(name + "://" + path));
    return before - (long) blobs.size();
  }

  /// What is kept, by address.
  public synchronized Map<String, byte[]> blobs() {
    return new TreeMap<>(blobs);
  }

  /// As if the storage operator had put other bytes there.
  public synchronized void put(BlobUrl url, byte[] bytes) {
    blobs.put(url.value(), bytes);
  }
}
