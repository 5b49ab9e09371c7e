package io.freehold.bootstrap.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.port.StorageBackend;
import io.freehold.application.sync.BackendView;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.InMemoryStorageBackend;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a backend was last seen is known by looking on, never by asking.
class LookoutTest {
  private final Lookout lookout = new Lookout(Cast.CLOCK);
  private final StorageBackend backend = new InMemoryStorageBackend("one", Cast.OWNER);
  private final StorageBackend watched = lookout.watched(backend);

  private BackendView view() {
    return lookout.view(backend, true);
  }

  private void fail(Reason reason) {
    assertThatThrownBy(() ->
            lookout.look(
                backend,
                () -> {
                  throw new StorageFailure(
                          reason, "nobody answers", Optional.of(Duration.ofHours(1)))
                      .asException();
                }))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void knowsNothingOfABackendThatWasNotAsked() {
    assertThat(view())
        .isEqualTo(
            new BackendView(
                "memory",
                "memory one",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void sawABackendThatAnswered() {
    watched.list(Cast.OWNER, Optional.empty());

    assertThat(view().isReachable()).contains(true);
    assertThat(view().askedAt()).contains(Cast.NOW);
    assertThat(view().lastError()).isEmpty();
  }

  @Test
  void givesABackendItsTimeThatAsksToSlowDown() {
    var asked = new AtomicInteger();

    int answer =
        lookout.look(
            backend,
            () -> {
              if (asked.incrementAndGet() < 3) {
                throw tooMany(Duration.ZERO);
              }
              return 7;
            });

    assertThat(answer).isEqualTo(7);
    assertThat(asked).hasValue(3);
    assertThat(view().lastError()).isEmpty();
  }

  @Test
  void doesNotWaitForABackendThatAsksForTooMuch() {
    var asked = new AtomicInteger();

    assertThatThrownBy(() ->
            lookout.look(
                backend,
                () -> {
                  asked.incrementAndGet();
                  throw tooMany(Duration.ofMinutes(1));
                }))
        .isInstanceOf(StorageException.class);

    assertThat(asked).hasValue(1);
    assertThat(view().lastError()).isPresent();
  }

  private static StorageException tooMany(Duration retryAfter) {
    return new StorageFailure(Reason.RATE_LIMITED, "too many", Optional.of(retryAfter))
        .asException();
  }

  @Test
  void takesThatSomethingIsNotThereForAnAnswer() {
    assertThatThrownBy(() ->
            watched.download(
                new BlobUrl(
                    "memory://one/" + Cast.OWNER + "/instagram.profile/2026-01-21T10-00-00Z")))
        .isInstanceOf(StorageException.class);

    assertThat(view().isReachable()).contains(true);
    assertThat(view().lastError()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, false",
    "NOT_ALLOWED, true",
    "OUT_OF_QUOTA, true",
    "RATE_LIMITED, true",
    "NONSENSE, true"
  })
  void saysWhyItRefusedUntilItDoesSomethingAgain(Reason reason, boolean isReachable) {
    fail(reason);

    assertThat(view().isReachable()).contains(isReachable);
    assertThat(view().lastError()).contains("nobody answers");

    watched.deleteAll(Cast.OWNER);

    assertThat(view().isReachable()).contains(true);
    assertThat(view().lastError()).isEmpty();
  }
}
