package io.freehold.application.storage;

import static io.freehold.application.testing.Cast.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.InMemoryStorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckBackendTest {
  private final CheckBackend check = new CheckBackend(Cast.CLOCK, new Random(1));
  private final FaultyBackend backend = new FaultyBackend();

  @Test
  void leavesNothingOfWhatItTried() {
    BlobUrl url = check.check(backend, OWNER);

    assertThat(url.value()).contains(CheckBackend.SCOPE.value());
    assertThat(backend.exists(url)).isFalse();
  }

  @Test
  void noticesOtherBytesAndDeletesThem() {
    backend.isForgetful = true;

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> check.check(backend, OWNER))
        .withMessageContaining("gives back other bytes");

    assertThat(backend.deleteAll(OWNER)).hasValue(0);
  }

  @Test
  void noticesWhatIsNotDeleted() {
    backend.isStubborn = true;

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> check.check(backend, OWNER))
        .withMessageContaining("does not delete what it is told to delete");
  }

  @Test
  void passesOnWhyABackendRefuses() {
    backend.isClosed = true;

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> check.check(backend, OWNER))
        .satisfies(e -> assertThat(e.failure().reason()).isEqualTo(Reason.NOT_ALLOWED));
  }

  /// Does what it should, but for one thing.
  private static final class FaultyBackend implements StorageBackend {
    private final StorageBackend good = new InMemoryStorageBackend("check", OWNER);
    private boolean isForgetful;
    private boolean isStubborn;
    private boolean isClosed;

    @Override
    public String name() {
      return good.name();
    }

    @Override
    public String place() {
      return good.place();
    }

    @Override
    public boolean owns(BlobUrl url) {
      return good.owns(url);
    }

    @Override
    public BlobUrl upload(BlobKey key, Spooled blob) {
      if (isClosed) {
        throw StorageFailure.of(Reason.NOT_ALLOWED, "closed").asException();
      }
      return good.upload(key, blob);
    }

    @Override
    public Optional<BlobUrl> urlOf(BlobKey key) {
      return good.urlOf(key);
    }

    @Override
    public InputStream download(BlobUrl url) {
      return isForgetful ? new ByteArrayInputStream(new byte[100_000]) : good.download(url);
    }

    @Override
    public boolean exists(BlobUrl url) {
      return good.exists(url);
    }

    @Override
    public boolean delete(BlobUrl url) {
      return isStubborn || good.delete(url);
    }

    @Override
    public OptionalLong deleteScope(Address owner, Scope scope) {
      return good.deleteScope(owner, scope);
    }

    @Override
    public OptionalLong deleteAll(Address owner) {
      return good.deleteAll(owner);
    }

    @Override
    public Optional<BlobPage> list(Address owner, Optional<String> from) {
      return good.list(owner, from);
    }
  }
}
