package io.freehold.adapters.storage.ipfs;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Blobs in IPFS: `ipfs://{cid}`. There are no keys, so nothing is ever taken, and blobs cannot be
/// found by owner or scope. Deleting unpins: whoever else has a copy keeps it.
public final class IpfsStorage implements StorageBackend {
  private static final String BEGINNING = "ipfs://";

  private final Pins pins;

  private IpfsStorage(Pins pins) {
    this.pins = pins;
  }

  public static IpfsStorage of(BackendSettings settings, BackendHttp http) {
    return new IpfsStorage(
        settings.find("pinning.url").isPresent() ? service(settings, http) : node(settings, http));
  }

  private static Pins node(BackendSettings settings, BackendHttp http) {
    return new KuboPins(
        settings.origin(
            "url",
            "the origin of a Kubo node's RPC, such as http://127.0.0.1:5001, or set storage.config.ipfs.pinning.url to that of a pinning service"),
        settings.findSecret("authorization"),
        http);
  }

  private static Pins service(BackendSettings settings, BackendHttp http) {
    if (settings.find("url").isPresent()) {
      throw new IllegalArgumentException(
          "%s and %s are two places: set one of them"
              .formatted(settings.nameOf("url"), settings.nameOf("pinning.url")));
    }
    Origin service =
        settings.origin(
            "pinning.url", "the origin of a pinning service, such as https://api.pinata.cloud");
    return new ServicePins(
        service,
        settings.secret("pinning.jwt", "the token of the pinning service"),
        settings.origin(
            "gatewayUrl",
            "the origin of a gateway to read through, such as https://gateway.pinata.cloud"),
        http);
  }

  @Override
  public String name() {
    return "ipfs";
  }

  @Override
  public String place() {
    return "ipfs " + pins.place();
  }

  @Override
  public boolean owns(BlobUrl url) {
    return cidOf(url).isPresent();
  }

  private static Optional<Cid> cidOf(BlobUrl url) {
    try {
      return Optional.of(url.value())
          .filter(text -> text.startsWith(BEGINNING))
          .map(text -> new Cid(text.substring(BEGINNING.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Cid mustOwn(BlobUrl url) {
    return cidOf(url)
        .orElseThrow(() -> new IllegalArgumentException("not a content address of IPFS: " + url));
  }

  @Override
  public Optional<BlobUrl> urlOf(BlobKey key) {
    return Optional.empty();
  }

  @Override
  public BlobUrl upload(BlobKey key, Spooled blob) {
    String said = pins.add(blob);
    List<Cid> possible = addressesOf(blob);
    Cid cid =
        possible.stream()
            .filter(candidate -> candidate.value().equals(said))
            .findFirst()
            .orElseThrow(() ->
                StorageFailure.of(
                        Reason.NONSENSE,
                        pins.place()
                            + " gives the blob an address that it does not have, so it could not be checked when it is read back")
                    .asException());
    return new BlobUrl(BEGINNING + cid);
  }

  private static List<Cid> addressesOf(Spooled blob) {
    List<BlockTree> trees =
        List.of(
            new BlockTree(Layout.OWN),
            new BlockTree(Layout.LARGE_CHUNKS),
            new BlockTree(Layout.VERSION_0));
    try (InputStream in = blob.open()) {
      byte[] piece = in.readNBytes(64 << 10);
      while (piece.length > 0) {
        byte[] bytes = piece;
        trees.forEach(tree -> tree.update(bytes, 0, bytes.length));
        piece = in.readNBytes(64 << 10);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the blob that is to be sent cannot be read", e);
    }
    return trees.stream().map(BlockTree::finish).toList();
  }

  @Override
  public InputStream download(BlobUrl url) {
    Cid cid = mustOwn(url);
    return new CheckedStream(pins.read(cid), cid);
  }

  @Override
  public boolean exists(BlobUrl url) {
    return pins.isPinned(mustOwn(url));
  }

  @Override
  public boolean delete(BlobUrl url) {
    return pins.unpin(mustOwn(url));
  }

  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return OptionalLong.empty();
  }

  /// An address says nothing about what it stands for.
  @Override
  public Optional<BlobPage> list(Address owner, Optional<String> from) {
    return Optional.empty();
  }
}
