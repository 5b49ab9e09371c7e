package io.freehold.bootstrap.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.port.StorageBackend;
import io.freehold.application.sync.BackendView;
import io.freehold.application.sync.Patience;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.InMemoryStorageBackend;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();

  private BackendView view() {
    return lookout.view(backend, true);
  }

  private void fail(Reason reason) {
    assertThatThrownBy(() ->
            lookout.look(
                backend,
                () -> {
                  throw StorageFailure.of(reason, "nobody answers").asException();
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

  /// Asks a backend that is too busy so many times first.
  private int ask(Optional<Patience.Pause> pause, int busyTimes) {
    return lookout.look(
        backend,
        pause,
        () -> {
          if (asked.incrementAndGet() <= busyTimes) {
            throw new StorageFailure(
                    Reason.RATE_LIMITED, "too many", Optional.of(Duration.ofSeconds(7)))
                .asException();
          }
          return 7;
        });
  }

  @Test
  void givesABackendItsTimeThatAsksToSlowDown() {
    assertThat(ask(Optional.of(pauses::add), 2)).isEqualTo(7);

    assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
    assertThat(view().lastError()).isEmpty();
  }

  @Test
  void doesNotAskForEver() {
    assertThatThrownBy(() -> ask(Optional.of(pauses::add), 1_000))
        .isInstanceOf(StorageException.class);

    assertThat(asked).hasValue(7);
    assertThat(view().lastError()).isPresent();
  }

  @Test
  void doesNotWaitWhereSomebodyWaits() {
    assertThatThrownBy(() -> ask(Optional.empty(), 1)).isInstanceOf(StorageException.class);

    assertThat(asked).hasValue(1);
  }

  @Test
  void leavesItAtTheRefusalWhenTheServerStops() {
    Patience.Pause stopping =
        _ -> {
          throw new InterruptedException("the server stops");
        };

    assertThatThrownBy(() -> ask(Optional.of(stopping), 1)).hasMessageContaining("too many");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(asked).hasValue(1);
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
