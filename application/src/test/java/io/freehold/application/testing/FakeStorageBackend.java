package io.freehold.application.testing;

import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.ListedBlob;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Blobs in a map that a test can look into and change, under keys or, as on some real backends,
/// under an id of its own for each upload.
public final class FakeStorageBackend implements StorageBackend {
  private static final int PAGE = 2;

  private final String name;
  private final boolean hasKeys;
  private final Map<String, byte[]> blobs = new TreeMap<>();
  private final Map<String, BlobKey> keys = new TreeMap<>();
  private int uploads;

  private FakeStorageBackend(String name, boolean hasKeys) {
    this.name = name;
    this.hasKeys = hasKeys;
  }

  public static FakeStorageBackend withKeys(String name) {
    return new FakeStorageBackend(name, true);
  }

  public static FakeStorageBackend withoutKeys(String name) {
    return new FakeStorageBackend(name, false);
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
    return url.scheme().equals(name);
  }

  @Override
  public synchronized BlobUrl upload(BlobKey key, Spooled blob) {
    uploads++;
    BlobUrl url = urlOf(key).orElse(new BlobUrl(name + "://" + key.owner() + "/id-" + uploads));
    if (blobs.putIfAbsent(url.value(), bytes(blob)) != null) {
      throw StorageFailure.of(Reason.TAKEN, "there is another blob of this name").asException();
    }
    keys.put(url.value(), key);
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
    byte[] blob = blobs.get(url.value());
    if (blob == null) {
      throw StorageFailure.of(Reason.NOT_FOUND, "there is no such blob").asException();
    }
    return new ByteArrayInputStream(blob);
  }

  @Override
  public synchronized boolean exists(BlobUrl url) {
    return blobs.containsKey(url.value());
  }

  @Override
  public synchronized boolean delete(BlobUrl url) {
    return blobs.remove(url.value()) != null;
  }

  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return hasKeys ? OptionalLong.of(deleteBelow(owner + "/" + scope + "/")) : OptionalLong.empty();
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return OptionalLong.of(deleteBelow(owner + "/"));
  }

  /// Two at a time, so that pages have to be turned.
  @Override
  public synchronized Optional<BlobPage> list(Address owner, Optional<String> from) {
    List<String> urls =
        keys.keySet().stream()
            .filter(url -> blobs.containsKey(url) && keys.get(url).owner().equals(owner))
            .filter(url -> from.filter(known -> url.compareTo(known) <= 0).isEmpty())
            .toList();
    List<String> page = urls.subList(0, Math.min(PAGE, urls.size()));
    return Optional.of(
        new BlobPage(
            page.stream().map(url -> new ListedBlob(keys.get(url), new BlobUrl(url))).toList(),
            urls.size() > PAGE ? Optional.of(page.getLast()) : Optional.empty()));
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

  public synchronized BlobKey keyOf(BlobUrl url) {
    return keys.get(url.value());
  }

  /// As if the storage operator called a blob something else.
  public synchronized void call(BlobUrl url, BlobKey key) {
    keys.put(url.value(), key);
  }

  /// As if the storage operator had put other bytes there.
  public synchronized void put(BlobUrl url, byte[] bytes) {
    blobs.put(url.value(), bytes);
  }
}
