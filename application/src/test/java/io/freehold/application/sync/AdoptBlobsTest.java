package io.freehold.application.sync;

import static io.freehold.application.sync.SyncWorld.payload;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.FakeStorageBackend;
import io.freehold.application.testing.InMemoryFileRegistry;
import io.freehold.domain.Address;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// §4.1.7, R10: the gateway is lost with its records; the blobs are registered anew, and nothing
/// that was deleted comes back.
class AdoptBlobsTest {
  private final SyncWorld world = new SyncWorld();
  private final SyncingServer first = world.server();
  private final InMemoryFileRegistry newRegistry = new InMemoryFileRegistry();

  /// An empty machine that asks a gateway without any record.
  private SyncingServer empty(SyncWorld of) {
    return new SyncingServer(of.schemas, newRegistry, of.backend, of.clock);
  }

  private void bringThree(SyncingServer server) {
    server.ingest(PROFILE, payload(1));
    server.ingest(PROFILE, payload(2));
    server.ingest(LIKES, payload(3));
    assertThat(server.upload().done()).isEqualTo(3);
  }

  @Test
  void registersAnewWhatALostGatewayHadRecorded() {
    bringThree(first);
    SyncingServer second = empty(world);
    assertThat(second.download()).isEqualTo(SyncRound.NOTHING);

    var adopted = second.adopt();

    assertThat(adopted.round()).isEqualTo(new SyncRound(3, 0, Optional.empty()));
    assertThat(second.holdings()).isEqualTo(first.holdings()).hasSize(3);
    assertThat(second.files.pendingUploadCount()).isZero();
    SyncingServer third = empty(world);
    assertThat(third.download().done()).isEqualTo(3);
    assertThat(third.holdings()).isEqualTo(first.holdings());
    assertThat(second.restart().download().failed()).isZero();
    assertThat(second.adopt().round()).isEqualTo(SyncRound.NOTHING);
    assertThat(second.left).isEmpty();
  }

  /// Another server of the owner still has everything, under the records that are lost.
  @Test
  void isNoNewsToAServerThatHasTheFiles() {
    bringThree(first);
    empty(world).adopt();
    first.registry = newRegistry;
    var before = first.holdings();

    assertThat(first.restart().download().failed()).isZero();

    assertThat(first.holdings()).isEqualTo(before);
    assertThat(first.files.troubleCount()).isZero();
  }

  @Test
  void registersWhatIsHereAlready() {
    bringThree(first);
    first.registry = newRegistry;
    first.restart();

    assertThat(first.adopt().round().done()).isEqualTo(3);

    assertThat(newRegistry.changes(OWNER, Optional.empty()).records()).hasSize(3);
    assertThat(first.holdings()).hasSize(3);
  }

  @Test
  void leavesWhatARecordSpeaksFor() {
    bringThree(first);

    assertThat(world.server().adopt().round()).isEqualTo(SyncRound.NOTHING);
  }

  @Test
  void leavesABlobWhoseRecordIsATombstone() {
    bringThree(first);
    FileId deleted = world.records().getFirst().id();
    world.registry.delete(OWNER, deleted);
    SyncingServer second = world.server();

    assertThat(second.adopt().round()).isEqualTo(SyncRound.NOTHING);

    assertThat(world.registry.find(deleted).orElseThrow().deletion()).isPresent();
    assertThat(second.holdings()).isEmpty();
  }

  @Test
  void bringsNoScopeBackThatWasDeletedHere() {
    bringThree(first);
    first.files.delete(PROFILE);
    first.registry = newRegistry;
    first.restart();

    assertThat(first.adopt().round()).isEqualTo(new SyncRound(1, 0, Optional.empty()));

    assertThat(first.left).hasSize(2).allMatch(left -> left.reason().contains("deleted"));
    assertThat(first.holdings()).hasSize(1);
    assertThat(newRegistry.changes(OWNER, Optional.empty()).records()).hasSize(1);
    first.remove();
    assertThat(world.backend.blobs()).hasSize(1);
  }

  @Test
  void bringsNoVersionBackThatWasDeletedElsewhere() {
    bringThree(first);
    SyncingServer second = world.server();
    second.download();
    world.wait(Duration.ofSeconds(1));
    world.registry.delete(OWNER, world.records().getFirst().id());
    second.download();
    assertThat(second.holdings()).hasSize(2);
    second.registry = newRegistry;
    second.restart();

    assertThat(second.adopt().round()).isEqualTo(new SyncRound(2, 0, Optional.empty()));

    assertThat(second.left).hasSize(1);
    assertThat(second.holdings()).hasSize(2);
  }

  /// Threats T38, T40: what the operator of a storage calls a blob proves nothing.
  @Test
  void believesWhatIsInABlobAndNotWhatItIsCalled() {
    bringThree(first);
    BlobUrl one = new BlobUrl(world.backend.blobs().keySet().iterator().next());
    var otherVersion = CollectedAt.parse("2026-01-20T10:00:00Z");
    for (var scope : java.util.List.of(PROFILE, LIKES)) {
      world.backend.call(one, new BlobKey(OWNER, scope, otherVersion));
      SyncingServer second = empty(world);

      assertThat(second.adopt().round().failed()).isEqualTo(1);

      assertThat(second.left).extracting(AdoptBlobs.Left::url).containsExactly(one);
      assertThat(newRegistry.changes(OWNER, Optional.empty()).records())
          .noneMatch(record -> record.url().equals(one));
    }
  }

  @Test
  void isDoneAgainAfterACrashBeforeTheRegistration() {
    bringThree(first);
    SyncingServer second = empty(world);
    second.registry =
        new WrappedRegistry(newRegistry) {
          @Override
          public FileId register(FileRegistration file) {
            throw new Problem.ServiceUnavailable(
                    Problem.Cause.GATEWAY, "the gateway is gone", Duration.ofSeconds(1))
                .asException();
          }
        };
    assertThat(second.adopt().round().brokenOff()).isPresent();
    second.registry = newRegistry;

    assertThat(second.adopt().round().done()).isEqualTo(3);

    assertThat(second.holdings()).isEqualTo(first.holdings());
    assertThat(newRegistry.changes(OWNER, Optional.empty()).records()).hasSize(3);
  }

  /// Two uploads under one key are two blobs where there are no keys.
  @Test
  void registersOneOfTwoCopies() {
    var keyless = new SyncWorld(FakeStorageBackend.withoutKeys("keyless"));
    SyncingServer one = keyless.server();
    bringThree(one);
    keyless.backend.blobs().keySet().stream()
        .findFirst()
        .map(BlobUrl::new)
        .ifPresent(url -> {
          var again = new BlobUrl(url.value() + "-again");
          keyless.backend.put(again, keyless.backend.blobs().get(url.value()));
          keyless.backend.call(again, keyless.backend.keyOf(url));
        });
    SyncingServer second = empty(keyless);

    assertThat(second.adopt().round()).isEqualTo(new SyncRound(3, 0, Optional.empty()));

    assertThat(second.left).hasSize(1);
    assertThat(second.holdings()).isEqualTo(one.holdings());
    assertThat(newRegistry.changes(OWNER, Optional.empty()).records()).hasSize(3);
  }

  @Test
  void saysWhichPlaceCannotList() {
    bringThree(first);
    SyncingServer second = empty(world);
    second.backend =
        new WrappedBackend(world.backend) {
          @Override
          public Optional<BlobPage> list(Address owner, Optional<String> from) {
            return Optional.empty();
          }
        };

    var adopted = second.adopt();

    assertThat(adopted.round()).isEqualTo(SyncRound.NOTHING);
    assertThat(adopted.unlisted()).containsExactly(world.backend.place());
  }

  @Test
  void endsWhereABackendIsNotThere() {
    bringThree(first);
    SyncingServer second = empty(world);
    second.backend =
        new WrappedBackend(world.backend) {
          @Override
          public Optional<BlobPage> list(Address owner, Optional<String> from) {
            throw StorageFailure.of(Reason.UNAVAILABLE, "nobody answers").asException();
          }
        };

    assertThat(second.adopt().round().brokenOff()).contains("nobody answers");
  }
}
