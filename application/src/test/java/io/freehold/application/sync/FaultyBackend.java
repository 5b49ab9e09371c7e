package io.freehold.application.sync;

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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/// A backend of which a part of the calls fails, in the ways backends fail (R11).
final class FaultyBackend extends WrappedBackend {
  private final Random random;
  private final double rate;

  FaultyBackend(StorageBackend backend, Random random, double rate) {
    super(backend);
    this.random = random;
    this.rate = rate;
  }

  private boolean fails() {
    return random.nextDouble() < rate;
  }

  private RuntimeException failure() {
    List<Reason> reasons =
        List.of(Reason.UNAVAILABLE, Reason.RATE_LIMITED, Reason.NONSENSE, Reason.OUT_OF_QUOTA);
    return StorageFailure.of(reasons.get(random.nextInt(reasons.size())), "it fails at times")
        .asException();
  }

  /// Fails before, or after the blob is stored; or says it is stored when it is not, or a part of
  /// it.
  @Override
  public BlobUrl upload(BlobKey key, Spooled blob) {
    if (!fails()) {
      return super.upload(key, blob);
    }
    switch (random.nextInt(3)) {
      case 0 -> {
        var _ = super.upload(key, blob);
      }
      case 1 -> {
        BlobUrl url = super.upload(key, blob);
        var _ = super.delete(url);
        return url;
      }
      default -> {}
    }
    throw failure();
  }

  /// Fails, or gives other bytes: some, changed ones, a page for people.
  @Override
  public InputStream download(BlobUrl url) {
    byte[] bytes = bytes(url);
    if (!fails()) {
      return new ByteArrayInputStream(bytes);
    }
    return switch (random.nextInt(4)) {
      case 0 -> new ByteArrayInputStream(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      case 1 -> {
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        yield new ByteArrayInputStream(changed);
      }
      case 2 ->
          new ByteArrayInputStream("<html>come back later</html>".getBytes(StandardCharsets.UTF_8));
      default -> throw failure();
    };
  }

  private byte[] bytes(BlobUrl url) {
    try (InputStream in = super.download(url)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean delete(BlobUrl url) {
    if (fails()) {
      throw failure();
    }
    return super.delete(url);
  }

  @Override
  public OptionalLong deleteScope(Address owner, Scope scope) {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong deleteAll(Address owner) {
    return OptionalLong.empty();
  }
}
