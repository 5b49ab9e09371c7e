package io.freehold.application.sync;

import static io.freehold.application.sync.SyncWorld.payload;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.FakeCipher;
import io.freehold.application.testing.FakeStorageBackend;
import io.freehold.application.testing.SpooledBytes;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.MasterKey;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.RecordPage;
import io.freehold.domain.sync.Trouble;
import io.freehold.domain.sync.Trouble.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// §4.1.7, R11, R12: what other servers brought comes here, and nothing else does.
class DownloadNewFilesTest {
  private final SyncWorld world = new SyncWorld();
  private final SyncingServer first = world.server();
  private final SyncingServer second = world.server();

  @Test
  void fetchesWhatAnotherServerBrought() {
    first.ingest(PROFILE, payload(1));
    first.ingest(LIKES, payload(2));
    first.upload();

    assertThat(second.download().done()).isEqualTo(2);

    assertThat(second.holdings()).isEqualTo(first.holdings()).hasSize(2);
    assertThat(second.files.pendingUploadCount()).isZero();
    assertThat(second.files.cursor()).contains(world.records().getLast().cursor());
  }

  @Test
  void asksAGatewayWithoutNewsOnceAndABackendNotAtAll() {
    first.ingest(PROFILE, payload(1));
    first.upload();
    second.download();
    var asked = new ArrayList<Optional<String>>();
    second.registry =
        new WrappedRegistry(world.registry) {
          @Override
          public RecordPage changes(io.freehold.domain.Address owner, Optional<String> cursor) {
            asked.add(cursor);
            return super.changes(owner, cursor);
          }
        };
    second.backend =
        new WrappedBackend(world.backend) {
          @Override
          public InputStream download(BlobUrl url) {
            throw new AssertionError("nothing is new");
          }
        };
    second.restart();

    assertThat(second.download()).isEqualTo(SyncRound.NOTHING);
    assertThat(asked).containsExactly(second.files.cursor());
  }

  @Test
  void doesNotFetchWhatItBroughtItself() {
    first.ingest(PROFILE, payload(1));
    first.upload();
    first.backend =
        new WrappedBackend(world.backend) {
          @Override
          public InputStream download(BlobUrl url) {
            throw new AssertionError("it is here");
          }
        };
    first.restart();

    assertThat(first.download().failed()).isZero();
  }

  /// The kept cursor never passes a record that failed.
  @Test
  void keepsTheCursorBeforeWhatFailed() {
    first.ingest(PROFILE, payload(1));
    first.upload();
    second.download();
    Optional<String> before = second.files.cursor();
    world.wait(Duration.ofSeconds(1));
    first.ingest(PROFILE, payload(2));
    first.upload();
    BlobUrl lost = world.records().getLast().url();
    byte[] blob = world.backend.blobs().get(lost.value());
    world.backend.delete(lost);
    world.wait(Duration.ofSeconds(1));
    first.ingest(LIKES, payload(3));
    first.upload();

    assertThat(second.download()).extracting(SyncRound::done, SyncRound::failed).contains(1, 1);

    assertThat(second.holdings()).hasSize(2);
    assertThat(second.files.cursor()).isEqualTo(before);
    assertThat(second.restart().download()).isEqualTo(SyncRound.NOTHING);
    world.backend.put(lost, blob);
    world.wait(Duration.ofDays(1));
    assertThat(second.download().done()).isEqualTo(1);
    assertThat(second.holdings()).isEqualTo(first.holdings());
    assertThat(second.files.cursor()).contains(world.records().getLast().cursor());
    assertThat(second.files.troubleCount()).isZero();
  }

  @Test
  void triesAgainLaterAndLaterAndAsManyTimesAsItTakes() {
    first.ingest(PROFILE, payload(1));
    first.upload();
    world.backend.delete(world.records().getFirst().url());
    second.download();
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 12; i++) {
      Trouble trouble = second.files.troubles(1).getFirst();
      assertThat(trouble.attempts()).isEqualTo(i + 1);
      Duration pause = Duration.between(world.clock.instant(), trouble.retryAt());
      assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofHours(24));
      longest = pause.compareTo(longest) > 0 ? pause : longest;
      world.wait(pause.minusMillis(1));
      assertThat(second.download()).isEqualTo(SyncRound.NOTHING);
      world.wait(Duration.ofMillis(1));
      assertThat(second.download().failed()).isEqualTo(1);
    }
    assertThat(longest).isGreaterThan(Duration.ofHours(6));
  }

  @Test
  void tellsAWrongKeyFromDamage() {
    first.ingest(PROFILE, payload(1));
    first.upload();
    second.masterKey = new MasterKey(STRANGER_KEY.sign(MasterKey.SENTENCE));
    second.restart();

    second.download();

    assertThat(onlyTrouble(second).kind()).isEqualTo(Kind.WRONG_KEY);
    assertThat(second.holdings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "flipped", "page", "nothing"})
  void indexesNothingOfABadBlob(String how) {
    first.ingest(PROFILE, payload(1));
    first.upload();
    BlobUrl url = world.records().getFirst().url();
    byte[] good = world.backend.blobs().get(url.value());
    byte[] bad = good.clone();
    bad[bad.length - 2] ^= 1;
    world.backend.put(
        url,
        switch (how) {
          case "cut" -> java.util.Arrays.copyOf(good, good.length / 2);
          case "flipped" -> bad;
          case "page" -> "<html>please log in</html>".getBytes(StandardCharsets.UTF_8);
          default -> new byte[0];
        });

    assertThat(second.download().failed()).isEqualTo(1);

    assertThat(onlyTrouble(second).kind()).isIn(Kind.CORRUPT, Kind.WRONG_KEY);
    assertThat(second.holdings()).isEmpty();
    world.backend.put(url, good);
    world.wait(Duration.ofDays(1));
    assertThat(second.download().done()).isEqualTo(1);
  }

  private static Trouble onlyTrouble(SyncingServer server) {
    assertThat(server.files.troubles(10)).hasSize(1);
    return server.files.troubles(10).getFirst();
  }

  /// T38: an older version in the place of a newer one.
  @Test
  void refusesAVersionThatWasRolledBack() {
    first.ingest(PROFILE, payload(1));
    world.wait(Duration.ofSeconds(5));
    first.ingest(PROFILE, payload(2));
    first.upload();
    List<FileRecord> records = new ArrayList<>(world.records());
    records.sort(java.util.Comparator.comparing(record -> record.url().value()));
    world.backend.put(
        records.get(1).url(), world.backend.blobs().get(records.get(0).url().value()));

    second.download();

    assertThat(second.holdings()).hasSize(1);
    assertThat(onlyTrouble(second).subject()).isEqualTo("download " + records.get(1).id());
    assertThat(onlyTrouble(second).kind()).isEqualTo(Kind.CORRUPT);
  }

  /// T38 on a backend whose addresses say nothing about versions.
  @Test
  void refusesAVersionThatWasRolledBackWhereAddressesSayNothing() {
    var keyless = new SyncWorld(FakeStorageBackend.withoutKeys("keyless"));
    var writer = keyless.server();
    writer.ingest(PROFILE, payload(1));
    writer.upload();
    keyless.wait(Duration.ofSeconds(5));
    writer.ingest(PROFILE, payload(2));
    writer.upload();
    var records = keyless.records();
    keyless.backend.put(
        records.get(1).url(), keyless.backend.blobs().get(records.get(0).url().value()));
    var reader = keyless.server();

    reader.download();

    assertThat(reader.holdings()).hasSize(1);
    assertThat(onlyTrouble(reader).kind()).isEqualTo(Kind.CORRUPT);
  }

  /// T40: a genuine file of another scope.
  @Test
  void refusesAFileOfAnotherScope() throws IOException {
    var key =
        new BlobKey(OWNER, PROFILE, io.freehold.domain.CollectedAt.parse("2026-02-02T00:00:00Z"));
    register(key, envelope(LIKES, key));

    second.download();

    assertThat(second.holdings()).isEmpty();
    assertThat(onlyTrouble(second).kind()).isEqualTo(Kind.CORRUPT);
  }

  @Test
  void refusesWhatIsNoDataFile() throws IOException {
    var key =
        new BlobKey(OWNER, PROFILE, io.freehold.domain.CollectedAt.parse("2026-02-02T00:00:00Z"));
    register(key, "[1, 2, 3]");

    second.download();

    assertThat(second.holdings()).isEmpty();
    assertThat(onlyTrouble(second).kind()).isEqualTo(Kind.CORRUPT);
  }

  private static String envelope(Scope scope, BlobKey key) {
    return """
    {"version":"1.0","scope":"%s","collectedAt":"%s","data":{}}\
    """
        .formatted(scope, key.version().text());
  }

  /// As if a server with the owner's key had brought this as the file of the key's scope.
  private FileId register(BlobKey key, String plaintext) throws IOException {
    byte[] bytes = plaintext.getBytes(StandardCharsets.UTF_8);
    Spooled blob =
        new FakeCipher()
            .encrypt(
                new SpooledBytes(bytes).open(),
                bytes.length,
                new Secret(SyncingServer.MASTER_KEY.scopeKey(key.scope())));
    BlobUrl url = world.backend.upload(key, blob);
    return world.registry.register(
        new FileRegistration(OWNER, url.value(), SyncWorld.PROFILE_SCHEMA));
  }

  @Test
  void takesFilesOfOtherProgramsByteForByte() throws IOException {
    var key =
        new BlobKey(OWNER, PROFILE, io.freehold.domain.CollectedAt.parse("2026-02-02T00:00:00Z"));
    String pretty =
        """
        {
          "$schema": "ipfs://bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy",
          "version": "1.0",
          "scope": "instagram.profile",
          "collectedAt": "2026-02-02T00:00:00Z",
          "data": { "n": 1.10 }
        }
        """;
    register(key, pretty);

    second.download();

    assertThat(second.holdings())
        .singleElement()
        .asString()
        .endsWith(SpooledBytes.of(pretty).sha256());
  }

  @Test
  void saysThatNoBackendIsSetUpForAnAddress() {
    world.registry.register(new FileRegistration(OWNER, "gdrive://abc", SyncWorld.PROFILE_SCHEMA));

    second.download();

    assertThat(onlyTrouble(second).message()).contains("no backend that keeps gdrive blobs");
  }

  @Test
  void waitsForASchemaTheGatewayDoesNotKnow() {
    world.registry.register(
        new FileRegistration(OWNER, "keyed://x", io.freehold.domain.SchemaId.parse("99")));

    second.download();

    assertThat(onlyTrouble(second).kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void endsTheRoundWhenTheBackendIsDown() {
    for (int i = 0; i < 5; i++) {
      first.ingest(PROFILE, payload(i));
    }
    first.upload();
    second.backend =
        new WrappedBackend(world.backend) {
          @Override
          public InputStream download(BlobUrl url) {
            throw StorageFailure.of(Reason.UNAVAILABLE, "it is down").asException();
          }
        };
    second.restart();

    assertThat(second.download().brokenOff()).contains("it is down");

    second.backend = world.backend;
    second.restart();
    world.wait(Duration.ofHours(1));
    second.download();
    assertThat(second.holdings()).isEqualTo(first.holdings());
  }

  @Test
  void dropsWhatAnotherServerDeleted() {
    first.ingest(PROFILE, payload(1));
    first.ingest(LIKES, payload(2));
    first.upload();
    second.download();
    first.files.delete(PROFILE);
    first.remove();

    second.download();

    assertThat(second.holdings()).isEqualTo(first.holdings()).hasSize(1);
  }

  /// T42: a gateway alone cannot empty a server.
  @Test
  void keepsWhatAGatewayCallsDeletedWithoutTheOwnersSignature() {
    first.ingest(PROFILE, payload(1));
    first.upload();
    second.download();
    second.registry =
        new WrappedRegistry(world.registry) {
          @Override
          public RecordPage changes(io.freehold.domain.Address owner, Optional<String> cursor) {
            RecordPage page = super.changes(owner, Optional.empty());
            return new RecordPage(
                page.records().stream().map(WrappedRegistry::calledDeleted).toList(), false);
          }
        };
    second.restart();

    second.download();

    assertThat(second.holdings()).hasSize(1);
    assertThat(onlyTrouble(second).message()).contains("shows no signature of the owner");
  }

  @Test
  void deletesElsewhereWhatComesUnderADeletedScope() {
    second.ingest(PROFILE, payload(1));
    world.wait(Duration.ofSeconds(10));
    second.ingest(PROFILE, payload(2));
    second.files.delete(PROFILE);
    var late =
        new SyncingServer(
            world.schemas,
            world.registry,
            world.backend,
            () -> io.freehold.application.testing.Cast.NOW.plusSeconds(3));
    late.ingest(PROFILE, payload(3));
    late.upload();

    second.download();
    second.remove();
    late.download();

    assertThat(second.holdings()).isEmpty();
    assertThat(late.holdings()).isEmpty();
    assertThat(world.backend.blobs()).isEmpty();
  }

  @Test
  void lettsADeletedScopeBeWrittenAgain() {
    first.ingest(PROFILE, payload(1));
    first.upload();
    first.files.delete(PROFILE);
    first.remove();
    world.wait(Duration.ofSeconds(1));
    first.ingest(PROFILE, payload(2));
    first.upload();

    second.download();

    assertThat(second.holdings()).isEqualTo(first.holdings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void survivesAnEndAtAnyMoment(boolean isAfterTheCall) {
    int call = 0;
    boolean hasHappened = true;
    while (hasHappened) {
      var fresh = new SyncWorld();
      var writer = fresh.server();
      writer.ingest(PROFILE, payload(1));
      writer.ingest(LIKES, payload(2));
      writer.upload();
      var dying = fresh.server();
      hasHappened = runUntilKilled(dying, new Interruption(call, isAfterTheCall));
      dying.registry = fresh.registry;
      dying.backend = fresh.backend;
      dying.cipher = new FakeCipher();
      dying.restart();

      dying.download();

      assertThat(dying.holdings())
          .describedAs("killed at call %d", call)
          .isEqualTo(writer.holdings());
      assertThat(dying.files.cursor()).contains(fresh.records().getLast().cursor());
      call++;
    }
    assertThat(call).isGreaterThan(4);
  }

  private static boolean runUntilKilled(SyncingServer server, Interruption interruption) {
    server.backend = interruption.watching(StorageBackend.class, server.backend);
    server.registry = interruption.watching(FileRegistry.class, server.registry);
    server.cipher = interruption.watching(FileCipher.class, server.cipher);
    try {
      server.restart();
      server.download();
    } catch (Interruption.Killed e) {
      return true;
    }
    return interruption.hasHappened();
  }

  @Test
  void fetchesOneFileAtTheOwnersWish() {
    first.ingest(PROFILE, payload(1));
    first.upload();
    FileId id = world.onlyRecord();

    var outcome = second.syncFile().sync(io.freehold.application.testing.Cast.theOwner(), id);

    assertThat(outcome).isInstanceOf(SyncFile.Outcome.Here.class);
    assertThat(second.files.versions(PROFILE, new Page(1, 0)).items().getFirst().fileId())
        .contains(id);
  }
}
