package io.freehold.application.storage;

import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.Sha256;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Tries a backend with some random bytes under a scope that no data has: they are uploaded, read
/// back and deleted. What fails is a StorageException.
public final class CheckBackend {
  /// Of no schema, so that nothing else can be there.
  public static final Scope SCOPE = new Scope("freehold.check");

  private static final int BYTES = 100_000;

  private final InstantSource clock;
  private final RandomGenerator random;

  public CheckBackend(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// Where the bytes were.
  public BlobUrl check(StorageBackend backend, Address owner) {
    var sent = new Noise(bytes());
    BlobUrl url = backend.upload(key(owner), sent);
    try {
      mustBe(sent.bytes(), read(backend, url));
    } catch (RuntimeException e) {
      var _ = backend.delete(url);
      throw e;
    }
    if (!backend.delete(url) || backend.exists(url)) {
      throw failure("does not delete what it is told to delete: " + url);
    }
    return url;
  }

  private BlobKey key(Address owner) {
    return new BlobKey(owner, SCOPE, CollectedAt.ofMillis(clock.millis()));
  }

  private byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(StorageBackend backend, BlobUrl url) {
    try (InputStream in = backend.download(url)) {
      return in.readNBytes(BYTES + 1);
    } catch (IOException e) {
      throw failure("breaks off while it is read");
    }
  }

  private static void mustBe(byte[] sent, byte[] received) {
    if (!Arrays.equals(sent, received)) {
      throw failure("gives back other bytes than it was given");
    }
  }

  private static RuntimeException failure(String what) {
    return StorageFailure.of(Reason.NONSENSE, "the backend " + what).asException();
  }

  private record Noise(byte[] bytes) implements Spooled {
    @Override
    public long sizeBytes() {
      return bytes.length;
    }

    @Override
    public String sha256() {
      return Sha256.hex(bytes);
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public void close() {}
  }
}
