package io.freehold.application.sync;

import static io.freehold.application.sync.SyncWorld.payload;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.FakeCipher;
import io.freehold.application.testing.FakeStorageBackend;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.Trouble;
import io.freehold.domain.sync.Trouble.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// §4.1.7 and R11: a version reaches the backend once, whole, and readable by its owner alone.
class UploadPendingFilesTest {
  private final SyncWorld world = new SyncWorld();
  private final SyncingServer server = world.server();

  @Test
  void bringsAVersionToTheBackendAndRegistersIt() throws IOException {
    var saved = server.ingest(PROFILE, payload(1));

    assertThat(server.upload()).isEqualTo(new SyncRound(1, 0, Optional.empty()));

    FileRecord record = world.liveRecords().getFirst();
    assertThat(record.url().value())
        .isEqualTo("keyed://" + OWNER + "/instagram.profile/2026-02-02T02-40-00Z");
    assertThat(record.schemaId()).isEqualTo(SyncWorld.PROFILE_SCHEMA);
    assertThat(server.files.versions(PROFILE, new Page(1, 0)).items().getFirst().fileId())
        .contains(record.id());
    assertThat(plaintextAt(record.url()).sha256()).isEqualTo(saved.sha256());
    assertThat(server.files.pendingUploadCount()).isZero();
  }

  private Spooled plaintextAt(BlobUrl url) throws IOException {
    return new FakeCipher()
        .decrypt(
            world.backend.download(url), new Secret(SyncingServer.MASTER_KEY.scopeKey(PROFILE)));
  }

  @Test
  void doesNothingTwice() {
    server.ingest(PROFILE, payload(1));
    server.upload();

    assertThat(server.upload()).isEqualTo(SyncRound.NOTHING);
    assertThat(world.records()).hasSize(1);
  }

  @Test
  void bringsTheNewestFirst() {
    var order = new ArrayList<String>();
    server.backend =
        new WrappedBackend(world.backend) {
          @Override
          public BlobUrl upload(BlobKey key, Spooled blob) {
            order.add(key.version().text());
            return super.upload(key, blob);
          }
        };
    for (int i = 0; i < 3; i++) {
      server.ingest(PROFILE, payload(i));
      world.wait(Duration.ofSeconds(10));
    }

    server.upload();

    assertThat(order)
        .containsExactly("2026-02-02T02:40:20Z", "2026-02-02T02:40:10Z", "2026-02-02T02:40:00Z");
  }

  /// A crash between any two steps loses nothing and doubles nothing.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void survivesAnEndAtAnyMoment(boolean isAfterTheCall) {
    int call = 0;
    boolean hasHappened = true;
    while (hasHappened) {
      var fresh = new SyncWorld();
      var dying = fresh.server();
      dying.ingest(PROFILE, payload(1));
      dying.ingest(LIKES, payload(2));
      var before = dying.holdings();
      hasHappened = runUntilKilled(dying, new Interruption(call, isAfterTheCall));
      dying.registry = fresh.registry;
      dying.backend = fresh.backend;
      dying.cipher = new FakeCipher();
      dying.restart();

      fresh.wait(Duration.ofHours(1));
      dying.cycle();
      dying.cycle();

      assertThat(fresh.records()).describedAs("killed at call %d", call).hasSize(2);
      assertThat(fresh.backend.blobs()).hasSize(2);
      assertThat(dying.holdings()).isEqualTo(before);
      assertThat(dying.files.pendingUploadCount()).isZero();
      call++;
    }
    assertThat(call).isGreaterThan(10);
  }

  private static boolean runUntilKilled(SyncingServer server, Interruption interruption) {
    server.backend = interruption.watching(StorageBackend.class, server.backend);
    server.registry = interruption.watching(FileRegistry.class, server.registry);
    server.cipher = interruption.watching(FileCipher.class, server.cipher);
    try {
      server.upload();
    } catch (Interruption.Killed e) {
      return true;
    }
    return interruption.hasHappened();
  }

  @Test
  void believesABackendOnlyWhatItGivesBack() {
    server.ingest(PROFILE, payload(1));
    server.backend =
        new WrappedBackend(world.backend) {
          @Override
          public BlobUrl upload(BlobKey key, Spooled blob) {
            BlobUrl url = super.upload(key, blob);
            world.backend.put(url, new byte[] {1, 2, 3});
            return url;
          }
        };

    assertThat(server.upload().failed()).isEqualTo(1);

    assertThat(world.records()).isEmpty();
    assertThat(server.files.pendingUploadCount()).isEqualTo(1);
    assertThat(world.backend.blobs()).isEmpty();
    server.backend = world.backend;
    world.wait(Duration.ofHours(1));
    assertThat(server.upload().done()).isEqualTo(1);
  }

  @Test
  void givesWayToAnotherServersFileOfTheSameName() {
    var other = world.server();
    other.ingest(PROFILE, payload(1));
    other.upload();
    server.ingest(PROFILE, payload(2));

    server.upload();
    server.upload();

    assertThat(world.liveRecords())
        .extracting(record -> record.url().value())
        .satisfiesExactlyInAnyOrder(
            url -> assertThat(url).endsWith("/2026-02-02T02-40-00Z"),
            url -> assertThat(url).endsWith("/2026-02-02T02-40-00.001Z"));
    assertThat(server.only(PROFILE)).isEqualTo(CollectedAt.parse("2026-02-02T02:40:00.001Z"));
  }

  @Test
  void waitsForAnUnreadableBlobUnderItsNameAndThenGivesWay() {
    server.ingest(PROFILE, payload(1));
    var key = new BlobKey(OWNER, PROFILE, server.only(PROFILE));
    BlobUrl url = world.backend.urlOf(key).orElseThrow();
    world.backend.put(url, new byte[] {1, 2, 3});

    for (int i = 0; i < 10; i++) {
      assertThat(server.upload().failed()).isEqualTo(1);
      world.wait(Duration.ofHours(1));
    }
    server.upload();
    server.upload();

    assertThat(world.liveRecords()).hasSize(1);
    assertThat(world.backend.blobs().get(url.value())).containsExactly(1, 2, 3);
  }

  /// R10: an old backup does not bring back what was deleted since.
  @Test
  void dropsAVersionWhoseRecordIsATombstone() {
    server.ingest(PROFILE, payload(1));
    server.upload();
    var restored = world.server();
    restored.ingest(PROFILE, payload(1));
    server.files.delete(PROFILE);
    server.remove();

    restored.upload();
    restored.remove();

    assertThat(restored.holdings()).isEmpty();
    assertThat(world.backend.blobs()).isEmpty();
    assertThat(world.liveRecords()).isEmpty();
  }

  @Test
  void removesWhatWasBroughtForAVersionThatWasDeletedMeanwhile() {
    server.ingest(PROFILE, payload(1));
    server.backend =
        new WrappedBackend(world.backend) {
          @Override
          public BlobUrl upload(BlobKey key, Spooled blob) {
            server.files.delete(PROFILE);
            return super.upload(key, blob);
          }
        };

    server.upload();
    server.backend = world.backend;
    server.remove();

    assertThat(world.liveRecords()).isEmpty();
    assertThat(world.backend.blobs()).isEmpty();
  }

  @Test
  void saysWhyAFileWithoutSchemaStays() {
    server.ingest(new Scope("unknown.scope"), payload(1));

    assertThat(server.upload().failed()).isEqualTo(1);

    Trouble trouble = server.files.troubles(10).getFirst();
    assertThat(trouble.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(trouble.message()).contains("no schema was registered for unknown.scope");
    assertThat(world.backend.blobs()).isEmpty();
  }

  @Test
  void leavesABackendThatIsDownInPeace() {
    var calls = new ArrayList<BlobKey>();
    server.backend =
        new WrappedBackend(world.backend) {
          @Override
          public BlobUrl upload(BlobKey key, Spooled blob) {
            calls.add(key);
            throw new StorageFailure(
                    Reason.UNAVAILABLE, "it is down", Optional.of(Duration.ofMinutes(7)))
                .asException();
          }
        };
    for (int i = 0; i < 5; i++) {
      server.ingest(PROFILE, payload(i));
    }

    SyncRound round = server.upload();

    assertThat(round.brokenOff()).contains("it is down");
    assertThat(calls).hasSize(1);
    assertThat(server.files.troubles(10))
        .singleElement()
        .extracting(Trouble::retryAt)
        .isEqualTo(world.clock.instant().plus(Duration.ofMinutes(7)));
  }

  @Test
  void bringsEverythingToANewBackendAndLeavesTheOldOneAlone() {
    server.ingest(PROFILE, payload(1));
    server.ingest(LIKES, payload(2));
    server.upload();
    var second = FakeStorageBackend.withKeys("second");
    server.olderBackends = List.of(world.backend);
    server.backend = second;
    server.restart();

    assertThat(server.files.pendingUploadCount()).isEqualTo(2);
    server.upload();

    assertThat(second.blobs()).hasSize(2);
    assertThat(world.backend.blobs()).hasSize(2);
    assertThat(server.files.removeCopiesAt(world.backend.place())).isEqualTo(2);
    server.remove();
    assertThat(world.backend.blobs()).isEmpty();
    assertThat(second.blobs()).hasSize(2);
    assertThat(server.holdings()).hasSize(2);
  }

  @Test
  void doesNotSwallowABug() {
    server.ingest(PROFILE, payload(1));
    server.backend =
        new WrappedBackend(world.backend) {
          @Override
          public BlobUrl upload(BlobKey key, Spooled blob) {
            throw new IllegalStateException("a bug");
          }
        };

    assertThatThrownBy(server::upload).hasMessage("a bug");
  }
}
