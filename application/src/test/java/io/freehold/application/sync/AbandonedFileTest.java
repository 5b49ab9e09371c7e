package io.freehold.application.sync;

import static io.freehold.application.sync.SyncWorld.payload;
import static io.freehold.application.testing.Cast.PROFILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.FakeStorageBackend;
import io.freehold.domain.FileId;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.sync.FileRecord;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// R13: two files got one name on a backend without names, and the server that would have to give
/// its file another one is gone for good.
class AbandonedFileTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final SyncWorld world = new SyncWorld(FakeStorageBackend.withoutKeys("keyless"));
  private SyncingServer winner = world.server();
  private SyncingServer loser = world.server();

  @BeforeEach
  void bringTwoFilesOfOneName() {
    winner.ingest(PROFILE, payload(1));
    winner.upload();
    loser.ingest(PROFILE, payload(2));
    loser.upload();
    FileId smaller =
        world.records().stream()
            .map(FileRecord::id)
            .min(Comparator.comparing(FileId::value))
            .orElseThrow();
    if (loser.files.copyOf(smaller).isPresent()) {
      SyncingServer other = winner;
      winner = loser;
      loser = other;
    }
    assertThat(winner.holdings()).hasSize(1).doesNotContainAnyElementsOf(loser.holdings());
  }

  private void cyclesFor(SyncingServer server, Duration time) {
    for (Duration left = time; !left.isNegative(); left = left.minus(AN_HOUR)) {
      server.cycle();
      world.wait(AN_HOUR);
    }
  }

  @Test
  void isGivenAnotherNameByTheServerThatHasTheName() {
    cyclesFor(winner, Duration.ofDays(29));
    assertThat(winner.holdings()).hasSize(1);
    assertThat(winner.files.troubleCount()).isEqualTo(1);

    cyclesFor(winner, Duration.ofDays(2));

    assertThat(winner.holdings()).hasSize(2);
    assertThat(winner.files.troubleCount()).isZero();
    assertThat(winner.files.pendingUploadCount()).isZero();
    assertThat(world.liveRecords()).hasSize(2);
    assertThat(world.backend.blobs()).hasSize(2);
    SyncingServer third = world.server();
    cyclesFor(third, AN_HOUR);
    assertThat(third.holdings()).isEqualTo(winner.holdings());
  }

  @Test
  void waitsLongerForAServerThatBroughtNeither() {
    SyncingServer third = world.server();
    cyclesFor(third, Duration.ofDays(59));
    assertThat(third.holdings()).hasSize(1);

    cyclesFor(third, Duration.ofDays(2));

    assertThat(third.holdings()).hasSize(2);
    assertThat(third.files.troubleCount()).isZero();
    assertThat(world.liveRecords()).hasSize(2);
  }

  @Test
  void losesNothingWhenItsServerComesBackAfterAll() {
    cyclesFor(winner, Duration.ofDays(31));
    assertThat(winner.holdings()).hasSize(2);

    for (int i = 0; i < 3; i++) {
      cyclesFor(loser, AN_HOUR);
      cyclesFor(winner, AN_HOUR);
    }

    assertThat(loser.holdings()).isEqualTo(winner.holdings());
    assertThat(loser.files.troubleCount() + winner.files.troubleCount()).isZero();
    assertThat(world.liveRecords()).hasSameSizeAs(winner.holdings());
  }

  /// What has the name is let go of only when its blob is known to be whole.
  @Test
  void doesNotRiskTheFileThatHasTheName() {
    BlobUrl url =
        world.liveRecords().stream()
            .filter(record -> winner.files.copyOf(record.id()).isPresent())
            .map(FileRecord::url)
            .findFirst()
            .orElseThrow();
    world.backend.delete(url);
    var before = winner.holdings();

    cyclesFor(winner, Duration.ofDays(35));

    assertThat(winner.holdings()).containsAll(before);
  }
}
