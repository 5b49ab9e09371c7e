package io.freehold.application.sync;

import static io.freehold.application.sync.SyncWorld.payload;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.PROFILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.FakeStorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.freehold.domain.sync.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// §6.5 and R10: what the owner deleted goes everywhere, and stays gone.
class RemoveDeletedFilesTest {
  private final SyncWorld world = new SyncWorld();
  private final SyncingServer server = world.server();

  @Test
  void makesTheRecordATombstoneBeforeTheBlobGoes() {
    bringTwoScopes();
    var order = new ArrayList<String>();
    server.registry =
        new WrappedRegistry(world.registry) {
          @Override
          public boolean delete(Address owner, FileId id) {
            order.add("tombstone");
            return super.delete(owner, id);
          }
        };
    server.backend =
        new WrappedBackend(world.backend) {
          @Override
          public boolean delete(BlobUrl url) {
            order.add("blob");
            return super.delete(url);
          }
        };
    server.files.delete(PROFILE);

    assertThat(server.remove().done()).isEqualTo(1);

    assertThat(order).containsExactly("tombstone", "blob");
    assertThat(world.liveRecords()).hasSize(1);
    assertThat(world.backend.blobs()).hasSize(1);
    assertThat(server.files.removalCount()).isZero();
  }

  private void bringTwoScopes() {
    server.ingest(PROFILE, payload(1));
    server.ingest(LIKES, payload(2));
    server.upload();
  }

  @Test
  void isGoneHereAtOnceAndElsewhereWhenTheBackendIsBack() {
    bringTwoScopes();
    server.backend =
        new WrappedBackend(world.backend) {
          @Override
          public boolean delete(BlobUrl url) {
            throw StorageFailure.of(Reason.UNAVAILABLE, "it is down").asException();
          }
        };
    server.files.delete(PROFILE);

    assertThat(server.remove().brokenOff()).contains("it is down");

    assertThat(server.holdings()).hasSize(1);
    assertThat(server.files.removalCount()).isEqualTo(1);
    assertThat(world.liveRecords()).hasSize(1);
    server.backend = world.backend;
    assertThat(server.remove()).isEqualTo(SyncRound.NOTHING);
    world.wait(Duration.ofHours(1));
    assertThat(server.remove().done()).isEqualTo(1);
    assertThat(world.backend.blobs()).hasSize(1);
    assertThat(server.files.troubleCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void survivesAnEndAtAnyMoment(boolean isAfterTheCall) {
    int call = 0;
    boolean hasHappened = true;
    while (hasHappened) {
      var fresh = new SyncWorld();
      var dying = fresh.server();
      dying.ingest(PROFILE, payload(1));
      dying.upload();
      dying.files.delete(PROFILE);
      hasHappened = runUntilKilled(dying, new Interruption(call, isAfterTheCall));
      dying.registry = fresh.registry;
      dying.backend = fresh.backend;

      dying.restart().cycle();

      assertThat(fresh.liveRecords()).describedAs("killed at call %d", call).isEmpty();
      assertThat(fresh.backend.blobs()).isEmpty();
      assertThat(dying.holdings()).isEmpty();
      assertThat(dying.files.removalCount()).isZero();
      call++;
    }
    assertThat(call).isGreaterThan(2);
  }

  private static boolean runUntilKilled(SyncingServer server, Interruption interruption) {
    server.backend = interruption.watching(StorageBackend.class, server.backend);
    server.registry = interruption.watching(FileRegistry.class, server.registry);
    try {
      server.remove();
    } catch (Interruption.Killed e) {
      return true;
    }
    return interruption.hasHappened();
  }

  /// The storage operator gives back what was deleted: nobody lists it, so nobody takes it.
  @Test
  void isNotUndoneByABlobThatComesBack() {
    bringTwoScopes();
    var blobs = world.backend.blobs();
    var other = world.server();
    other.download();
    server.files.delete(PROFILE);
    server.remove();
    blobs.forEach((url, bytes) -> world.backend.put(new BlobUrl(url), bytes));

    other.download();
    var third = world.server();
    third.download();
    server.restart().cycle();

    assertThat(other.holdings()).isEqualTo(server.holdings()).hasSize(1);
    assertThat(third.holdings()).isEqualTo(server.holdings());
  }

  @Test
  void saysWhenABackendIsNotSetUpAnyMore() {
    bringTwoScopes();
    var second = FakeStorageBackend.withKeys("second");
    server.backend = second;
    server.restart().upload();
    server.files.delete(PROFILE);

    assertThat(server.remove().failed()).isEqualTo(1);

    assertThat(second.blobs()).hasSize(1);
    assertThat(world.liveRecords()).hasSize(2);
    assertThat(server.files.troubles(10))
        .singleElement()
        .extracting(Trouble::message)
        .asString()
        .contains("keyed memory");
    server.olderBackends = List.of(world.backend);
    world.wait(Duration.ofDays(1));
    assertThat(server.restart().remove().done()).isEqualTo(1);
    assertThat(world.backend.blobs()).hasSize(1);
  }
}
