package io.freehold.adapters.http.sync;

import static io.freehold.application.testing.Cast.PROFILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.sync.BackendView;
import io.freehold.application.sync.Backends;
import io.freehold.application.sync.Replica;
import io.freehold.application.sync.SyncMoment;
import io.freehold.application.sync.SyncMoment.Phase;
import io.freehold.application.sync.SyncSetup;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeCipher;
import io.freehold.application.testing.FakeStorageBackend;
import io.freehold.application.testing.SpooledBytes;
import io.freehold.application.testing.StubSchema;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.MasterKey;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Trouble;
import io.freehold.domain.sync.Trouble.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `/v1/sync/…` of §4.1.7, in the shapes clients know.
class SyncRoutesTest {
  private static final MasterKey MASTER_KEY =
      new MasterKey(Cast.OWNER_KEY.sign(MasterKey.SENTENCE));

  private final TestServer server = new TestServer();
  private final FakeStorageBackend backend = FakeStorageBackend.withKeys("keyed");

  @AfterEach
  void stop() {
    server.close();
  }

  private void startSyncing() {
    server.syncSetup =
        new SyncSetup.On(
            new Replica(Cast.OWNER, MASTER_KEY), new Backends(backend, List.of(backend)));
    server.schemas.add(PROFILE, StubSchema.acceptingEverything());
    server.start();
  }

  @Test
  void startsACycleAndDoesNotWaitForIt() {
    startSyncing();

    Answer answer = Ask.post("/v1/sync/trigger", "").byTheOwner().to(server);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getString("status")).isEqualTo("started");
    assertThat(server.timesWoken).isEqualTo(1);
  }

  @Test
  void triesWhatFailedAgainAtTheOwnersWish() {
    startSyncing();
    server.stored.remember(
        new Trouble(
            "download 0x" + "ab".repeat(32),
            Kind.CORRUPT,
            "altered",
            1,
            Cast.NOW,
            Cast.NOW,
            Cast.NOW.plusSeconds(86_400)));

    Ask.post("/v1/sync/trigger", "").byTheOwner().to(server);

    assertThat(server.stored.troubles(1).getFirst().retryAt()).isBeforeOrEqualTo(Cast.NOW);
  }

  @Test
  void saysWhyItIsOff() {
    server.start();

    Answer trigger = Ask.post("/v1/sync/trigger", "").byTheOwner().to(server);
    Answer file = Ask.post("/v1/sync/file/0x" + "ab".repeat(32), "").byTheOwner().to(server);
    Answer status = Ask.get("/v1/sync/status").byTheOwner().to(server);

    assertThat(trigger.status()).isEqualTo(200);
    assertThat(trigger.json())
        .isEqualTo(new JsonObject().put("status", "disabled").put("message", "nothing is set up"));
    assertThat(file.json().getString("status")).isEqualTo("disabled");
    assertThat(status.json().getBoolean("enabled")).isFalse();
    assertThat(status.json().getJsonObject("blocked").getString("message"))
        .isEqualTo("nothing is set up");
    assertThat(server.timesWoken).isZero();
  }

  @Test
  void showsHowItStands() {
    startSyncing();
    FileId fileId = new FileId("0x" + "ab".repeat(32));
    server.stored.remember(
        new Trouble(
            "download " + fileId,
            Kind.WRONG_KEY,
            "it was encrypted with another key",
            2,
            Cast.NOW.minusSeconds(9),
            Cast.NOW,
            Cast.NOW.plusSeconds(60)));
    server.stored.advance("2026-02-02T02:00:00Z");
    server.syncMoment = new SyncMoment(Phase.UPLOADING, 3, Optional.empty(), Optional.empty());

    JsonObject status = Ask.get("/v1/sync/status").byTheOwner().to(server).json();

    assertThat(status.getBoolean("enabled")).isTrue();
    assertThat(status.getString("backend")).isEqualTo("keyed");
    assertThat(status.getString("place")).isEqualTo("keyed memory");
    assertThat(status.getBoolean("syncing")).isTrue();
    assertThat(status.getString("phase")).isEqualTo("uploading");
    assertThat(status.getString("lastProcessedTimestamp")).isEqualTo("2026-02-02T02:00:00Z");
    assertThat(status.getLong("pendingFiles")).isZero();
    assertThat(status.getLong("errorCount")).isEqualTo(1);
    assertThat(status.getJsonArray("errors").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("stage", "download")
                .put("class", "wrong_key")
                .put("message", "it was encrypted with another key")
                .put("timestamp", "2026-02-02T02:40:00Z")
                .put("firstSeenAt", "2026-02-02T02:39:51Z")
                .put("retryAt", "2026-02-02T02:41:00Z")
                .put("attempts", 2)
                .put("fileId", fileId.value())
                .putNull("scope"));
  }

  @Test
  void showsEachPlaceWithWhatItHas() {
    startSyncing();
    var version = server.stored.save(SyncRoutesTest.draft());
    server.stored.link(
        new RemoteCopy(
            new FileId("0x" + "ab".repeat(32)),
            PROFILE,
            version.collectedAt(),
            new BlobUrl("gone://blob"),
            "gone place"));
    server.backends =
        List.of(
            new BackendView(
                "keyed",
                "keyed memory",
                true,
                Optional.of(false),
                Optional.of(Cast.NOW),
                Optional.of("nobody answers")),
            new BackendView(
                "s3", "s3 bucket", false, Optional.empty(), Optional.empty(), Optional.empty()));

    JsonArray backends =
        Ask.get("/v1/sync/status").byTheOwner().to(server).json().getJsonArray("backends");

    assertThat(backends)
        .containsExactly(
            place("keyed", "keyed memory", true, true)
                .put("pendingFiles", server.stored.pendingUploadCount())
                .put("reachable", false)
                .put("lastAskedAt", Cast.NOW.toString())
                .put("lastError", "nobody answers"),
            place("s3", "s3 bucket", true, false),
            place(null, "gone place", false, false).put("copies", 1L));
  }

  private static JsonObject place(
      String name, String place, boolean isConfigured, boolean isSelected) {
    return new JsonObject()
        .put("name", name)
        .put("place", place)
        .put("configured", isConfigured)
        .put("selected", isSelected)
        .put("copies", 0L)
        .put("pendingFiles", 0L)
        .put("pendingRemovals", 0L)
        .putNull("reachable")
        .putNull("lastAskedAt")
        .putNull("lastError");
  }

  private static DataDraft draft() {
    return new DataDraft(
        Optional.empty(), PROFILE, JsonDocument.of("{}"), Cast.NOW, Optional.empty());
  }

  @Test
  void reallyFetchesTheOneFile() throws IOException {
    startSyncing();
    var key = new BlobKey(Cast.OWNER, PROFILE, CollectedAt.parse("2026-02-02T00:00:00Z"));
    FileId fileId = bring(key);

    Answer answer = Ask.post("/v1/sync/file/" + fileId, "").byTheOwner().to(server);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(
            new JsonObject()
                .put("status", "synced")
                .put("scope", "instagram.profile")
                .put("collectedAt", "2026-02-02T00:00:00Z")
                .put("fileId", fileId.value()));
    assertThat(Ask.get("/v1/data/instagram.profile").byTheOwner().to(server).status())
        .isEqualTo(200);
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    startSyncing();
    var key = new BlobKey(Cast.OWNER, PROFILE, CollectedAt.parse("2026-02-02T00:00:00Z"));
    FileId fileId = bring(key);
    BlobUrl url = backend.urlOf(key).orElseThrow();
    backend.delete(url);

    JsonObject answer = Ask.post("/v1/sync/file/" + fileId, "").byTheOwner().to(server).json();

    assertThat(answer.getString("status")).isEqualTo("failed");
    assertThat(answer.getString("message")).isNotEmpty();
  }

  private FileId bring(BlobKey key) throws IOException {
    byte[] plain =
        """
        {"version":"1.0","scope":"instagram.profile","collectedAt":"%s","data":{}}\
        """
            .formatted(key.version().text())
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (Spooled blob =
        new FakeCipher()
            .encrypt(
                new SpooledBytes(plain).open(),
                plain.length,
                new Secret(MASTER_KEY.scopeKey(PROFILE)))) {
      BlobUrl url = backend.upload(key, blob);
      return server.files.register(
          new FileRegistration(
              Cast.OWNER, url.value(), StubSchema.acceptingEverything().reference().id()));
    }
  }

  @Test
  void knowsNoFileTheGatewayDoesNotKnow() {
    startSyncing();

    Answer answer = Ask.post("/v1/sync/file/0x" + "ab".repeat(32), "").byTheOwner().to(server);

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void isTheOwnersAlone() {
    startSyncing();

    assertThat(Ask.get("/v1/sync/status").byTheBuilder().to(server).status()).isEqualTo(403);
    assertThat(Ask.post("/v1/sync/trigger", "").byTheBuilder().to(server).status()).isEqualTo(403);
    assertThat(
            Ask.post("/v1/sync/file/0x" + "ab".repeat(32), "").byTheBuilder().to(server).status())
        .isEqualTo(403);
    assertThat(server.timesWoken).isZero();
  }
}
