package io.freehold.application.testing;

import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.CollectedAt;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/// Blobs in memory, under `memory://{label}/{owner}/{scope}/{version}`.
public final class InMemoryStorageBackend implements StorageBackend {
  private static final int PAGE = 2;

  private final String label;
  private final Address owner;
  private final Map<String, byte[]> blobs = new ConcurrentSkipListMap<>();

  /// @param label tells one such place from another: small letters and digits
  public InMemoryStorageBackend(String label, Address owner) {
    this.label = label;
    this.owner = owner;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String place() {
    return "memory " + label;
  }

  @Override
  public boolean owns(BlobUrl url) {
    return url.value()
        .matches(
            beginning()
                + owner.value()
                + "/[a-z0-9_]+(\\.[A-Za-z0-9_]+){1,2}/\\d{4}-\\d\\d-\\d\\dT[\\d.-]+Z");
  }

  private String beginning() {
    return "memory://" + label + "/";
  }

  private String mustOwn(BlobUrl url) {
    if (!owns(url)) {
      throw new IllegalArgumentException("not a blob of " + place() + ": " + url);
    }
    return url.value();
  }

  @Override
  public BlobUrl upload(BlobKey key, Spooled blob) {
    BlobUrl url = urlOf(key).orElseThrow();
    if (blobs.putIfAbsent(url.value(), bytes(blob)) != null) {
      throw StorageFailure.of(Reason.TAKEN, "there is something as " + key + " already")
          .asException();
    }
    return url;
  }

  private static byte[] bytes(Spooled blob) {
    try (InputStream in = blob.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<BlobUrl> urlOf(BlobKey key) {
    return Optional.of(new BlobUrl(beginning() + key.text()));
  }

  @Override
  public InputStream download(BlobUrl url) {
    byte[] bytes = blobs.get(mustOwn(url));
    if (bytes == null) {
      throw StorageFailure.of(Reason.NOT_FOUND, "there is no such blob").asException();
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public boolean exists(BlobUrl url) {
    return blobs.containsKey(mustOwn(url));
  }

  @Override
  public boolean delete(BlobUrl url) {
    return blobs.remove(mustOwn(url)) != null;
  }

  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return OptionalLong.of(deleteBelow(beginning() + owner + "/" + scope + "/"));
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return OptionalLong.of(deleteBelow(beginning() + owner + "/"));
  }

  /// Two at a time, so that pages have to be turned.
  @Override
  public Optional<BlobPage> list(Address owner, Optional<String> from) {
    String beginning = beginning() + owner + "/";
    List<String> urls =
        blobs.keySet().stream()
            .filter(url -> url.startsWith(beginning))
            .filter(url -> from.filter(known -> url.compareTo(known) <= 0).isEmpty())
            .toList();
    List<String> page = urls.subList(0, Math.min(PAGE, urls.size()));
    return Optional.of(
        new BlobPage(
            page.stream().map(this::listed).toList(),
            urls.size() > PAGE ? Optional.of(page.getLast()) : Optional.empty()));
  }

  private ListedBlob listed(String url) {
    String[] parts = url.substring(beginning().length()).split("/", -1);
    return new ListedBlob(
        new BlobKey(new Address(parts[0]), new Scope(parts[1]), CollectedAt.ofFileName(parts[2])),
        new BlobUrl(url));
  }

  private long deleteBelow(String beginning) {
    var found = blobs.keySet().stream().filter(url -> url.startsWith(beginning)).toList();
    return found.stream().filter(url -> blobs.remove(url) != null).count();
  }

  /// What it holds, by address; a test may change it.
  public Map<String, byte[]> blobs() {
    return blobs;
  }
}
