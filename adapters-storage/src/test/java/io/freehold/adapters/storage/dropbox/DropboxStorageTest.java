package io.freehold.adapters.storage.dropbox;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.adapters.storage.standin.DropboxStandIn;
import io.freehold.adapters.storage.standin.Exchange.Answer;
import io.freehold.adapters.storage.standin.Exchange.Request;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryOAuthTokens;
import io.freehold.application.testing.SampleBlob;
import io.freehold.application.testing.StorageBackendContract;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.Spooled;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropboxStorageTest extends StorageBackendContract {
  private static final int AT_ONCE = 5 << 20;
  private static final Predicate<Request> A_DOWNLOAD =
      request -> request.path().equals("/2/files/download");
  private static final Predicate<Request> AN_APPEND =
      request -> request.path().equals("/2/files/upload_session/append_v2");

  private final HandSetClock clock = new HandSetClock(Cast.NOW);
  private final DropboxStandIn service = new DropboxStandIn(clock);
  private final Vertx vertx = Vertx.vertx();
  private final BackendHttp http = new BackendHttp(vertx, Limits.DEFAULT, clock);
  private final InMemoryOAuthTokens tokens = new InMemoryOAuthTokens();
  private final DropboxStorage dropbox = dropbox();

  private DropboxStorage dropbox() {
    var config =
        service.settings().entrySet().stream()
            .collect(
                Collectors.toMap(entry -> "dropbox." + entry.getKey(), entry -> entry.getValue()));
    return DropboxStorage.of(
        new BackendSettings("dropbox", config, false),
        http,
        tokens,
        () -> Optional.of(OWNER),
        clock,
        Limits.DEFAULT,
        AT_ONCE);
  }

  @BeforeEach
  void connect() {
    service.takeAtOnce(AT_ONCE);
    var attempt =
        dropbox.connection().begin(URI.create("http://127.0.0.1:8095/callback"), new Random(1));
    var _ = dropbox.connection().complete(attempt, service.oauth().consent(attempt.url()));
  }

  @AfterEach
  void close() {
    http.close();
    vertx.close().await();
    service.close();
    service.assertNothingWasAskedForThatTheVendorRefuses();
  }

  @Override
  protected StorageBackend backend() {
    return dropbox;
  }

  @Override
  protected String addressOf(BlobKey key) {
    return DropboxPath.url(key).value().replace(".", "\\.");
  }

  @Override
  protected String elsewhere(String address) {
    return address.replace("/Freehold/", "/Photos/");
  }

  private static BlobKey key(Scope scope, int second) {
    return new BlobKey(OWNER, scope, new CollectedAt(Cast.NOW.plusSeconds(second)));
  }

  private void assertIsWhole(BlobUrl url, SampleBlob blob) {
    assertThat(SampleBlob.sha256(dropbox.download(url))).isEqualTo(blob.sha256());
  }

  @ParameterizedTest
  @CsvSource({
    "instagram.profile, instagram.profile",
    "spotify.savedTracks, spotify.saved-tracks",
    "a.bC.dE_9, a.b-c.d-e_9"
  })
  void putsBlobsWhereTheOwnerFindsThem(String scope, String folder) {
    BlobKey key = new BlobKey(OWNER, new Scope(scope), CollectedAt.parse("2026-01-21T10:00:00Z"));

    BlobUrl url = dropbox.upload(key, SampleBlob.small(1));

    String path = "/Freehold/" + OWNER + "/" + folder + "/2026-01-21T10-00-00Z";
    assertThat(service.paths()).containsExactly(path);
    assertThat(url.value()).isEqualTo("dropbox://" + path);
    assertThat(DropboxPath.keyIn(url)).contains(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spotify.Savedtracks", "spotify.saved--tracks", "spotify.saved-", "x"})
  void knowsOneSpellingOfAFolder(String folder) {
    var url = new BlobUrl("dropbox:///Freehold/" + OWNER + "/" + folder + "/2026-01-21T10-00-00Z");

    assertThat(dropbox.owns(url)).isFalse();
  }

  @Test
  void isAnotherPlaceForAnotherAccount() {
    assertThat(dropbox.place()).isEqualTo("dropbox " + DropboxStandIn.ACCOUNT);

    var _ = dropbox.connection().end();

    assertThat(dropbox.place()).isEqualTo("dropbox (not connected)");
    assertThat(service.oauth().hasConsent()).isFalse();
    assertRefusedWith(
        () -> dropbox.upload(key(PROFILE, 0), SampleBlob.small(1)),
        Reason.NOT_ALLOWED,
        "run freehold storage connect dropbox");
  }

  @ParameterizedTest
  @CsvSource({"5242880, 1, 0", "5242881, 0, 2", "15728640, 0, 3", "15728641, 0, 4"})
  void sendsLargeBlobsInParts(int size, int uploads, int parts) {
    var blob = new SampleBlob(size, size);

    BlobUrl url = dropbox.upload(key(PROFILE, 0), blob);

    assertIsWhole(url, blob);
    assertThat(service.requests("POST", "/2/files/upload")).hasSize(uploads);
    assertThat(service.requests().stream().filter(AN_APPEND)).hasSize(parts);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4_000_000, AT_ONCE})
  void goesOnWhereAConnectionWasCut(int arrived) {
    var blob = new SampleBlob(3L * AT_ONCE, 1);
    service.keepOfNextAppend(arrived);

    assertIsWhole(dropbox.upload(key(PROFILE, 0), blob), blob);
  }

  @Test
  void goesOnAfterTroubleOfDropbox() {
    var blob = new SampleBlob(3L * AT_ONCE, 1);
    service.once(AN_APPEND, Answer.empty(503));
    service.loseAnswerOnce(AN_APPEND);
    service.once(AN_APPEND, Answer.empty(500));

    assertIsWhole(dropbox.upload(key(PROFILE, 0), blob), blob);
  }

  @Test
  void givesUpAnUploadThatDoesNotGetOn() {
    for (int i = 0; i < 4; i++) {
      service.once(AN_APPEND, Answer.empty(503));
    }

    assertRefused(
        () -> dropbox.upload(key(PROFILE, 0), new SampleBlob(2L * AT_ONCE, 1)), Reason.UNAVAILABLE);

    assertThat(service.paths()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 99_999_999})
  void believesNoStrangeCount(long count) {
    service.once(
        AN_APPEND,
        Answer.text(
            409,
            "application/json",
            "{\"error_summary\":\"incorrect_offset/\",\"error\":{\".tag\":\"incorrect_offset\",\"correct_offset\":%d}}"
                .formatted(count)));

    assertRefused(
        () -> dropbox.upload(key(PROFILE, 0), new SampleBlob(2L * AT_ONCE, 1)), Reason.NONSENSE);
  }

  @Test
  void triesAgainLaterWhenTheUploadIsForgotten() {
    service.once(AN_APPEND, DropboxStandIn.error(409, "not_found/..", "not_found"));

    assertRefused(
        () -> dropbox.upload(key(PROFILE, 0), new SampleBlob(2L * AT_ONCE, 1)), Reason.UNAVAILABLE);
  }

  @Test
  void overwritesNothingInParts() {
    var blob = new SampleBlob(2L * AT_ONCE, 1);
    BlobUrl url = dropbox.upload(key(PROFILE, 0), blob);

    assertRefused(
        () -> dropbox.upload(key(PROFILE, 0), new SampleBlob(2L * AT_ONCE, 2)), Reason.TAKEN);

    assertIsWhole(url, blob);
  }

  @Test
  void leavesNothingThatIsNotWhatWasSent() {
    service.corrupt();

    assertRefusedWith(
        () -> dropbox.upload(key(PROFILE, 0), SampleBlob.small(1)),
        Reason.NONSENSE,
        "kept other bytes than it was given");

    assertThat(service.paths()).isEmpty();
  }

  @Test
  void keepsScopesApartThatDifferInCaseOnly() {
    BlobUrl one = dropbox.upload(key(new Scope("spotify.savedTracks"), 0), SampleBlob.small(1));
    BlobUrl two = dropbox.upload(key(new Scope("spotify.savedtracks"), 0), SampleBlob.small(2));

    assertIsWhole(one, SampleBlob.small(1));
    assertIsWhole(two, SampleBlob.small(2));
    assertThat(dropbox.deleteScope(OWNER, new Scope("spotify.savedtracks"))).hasValue(1);
    assertThat(dropbox.exists(one)).isTrue();
  }

  @Test
  void deletesPageByPage() {
    for (int i = 0; i < 7; i++) {
      var _ = dropbox.upload(key(PROFILE, i), SampleBlob.small(i));
    }
    BlobUrl other = dropbox.upload(key(LIKES, 0), SampleBlob.small(9));
    service.pagesOf(2);

    assertThat(dropbox.deleteScope(OWNER, PROFILE)).hasValue(7);

    assertThat(dropbox.exists(other)).isTrue();
    assertThat(dropbox.deleteAll(OWNER)).hasValue(1);
    assertThat(dropbox.deleteAll(OWNER)).hasValue(0);
  }

  @Test
  void deletesNoFolderThatIsNamedLikeAVersion() {
    String version = DropboxPath.of(key(PROFILE, 1));
    service.putByHand(version + "/letters.txt");
    var _ = dropbox.upload(key(PROFILE, 0), SampleBlob.small(1));

    assertThat(dropbox.deleteScope(OWNER, PROFILE)).hasValue(1);
    assertThat(dropbox.deleteAll(OWNER)).hasValue(0);
    assertThat(service.paths()).containsExactly(version + "/letters.txt");
  }

  @Test
  void saysThatThereIsNoRoom() {
    service.haveRoomFor(100);

    assertRefused(() -> dropbox.upload(key(PROFILE, 0), SampleBlob.small(1)), Reason.OUT_OF_QUOTA);
  }

  @ParameterizedTest
  @CsvSource({
    "409, path/not_found/..., NOT_FOUND",
    "409, path/restricted_content/..., NOT_ALLOWED",
    "409, path/insufficient_space/.., OUT_OF_QUOTA",
    "409, path/a_word_nobody_knows/..., NONSENSE",
    "401, missing_scope/.., NOT_ALLOWED",
    "401, invalid_access_token/..., NOT_ALLOWED",
    "403, access_error/..., NOT_ALLOWED",
    "429, too_many_requests/..., RATE_LIMITED",
    "429, too_many_write_operations/..., RATE_LIMITED",
    "400, a_word_nobody_knows, NONSENSE",
    "500, a_word_nobody_knows, UNAVAILABLE",
    "503, a_word_nobody_knows, UNAVAILABLE"
  })
  void tellsRefusalsApart(int status, String summary, Reason reason) {
    BlobUrl url = dropbox.upload(key(PROFILE, 0), SampleBlob.small(1));
    Answer refusal = DropboxStandIn.error(status, summary, summary.replaceAll("/.*", ""));
    service.once(A_DOWNLOAD, refusal);
    if (status == 401) {
      service.once(A_DOWNLOAD, refusal);
    }

    assertRefused(() -> dropbox.download(url), reason);
  }

  @Test
  void understandsRefusalsThatAreNotJson() {
    BlobUrl url = dropbox.upload(key(PROFILE, 0), SampleBlob.small(1));
    service.once(A_DOWNLOAD, Answer.text(400, "text/plain", "Error in call to API function"));

    assertRefused(() -> dropbox.download(url), Reason.NONSENSE);
  }

  @Test
  void saysWhenToComeBack() {
    BlobUrl url = dropbox.upload(key(PROFILE, 0), SampleBlob.small(1));
    service.once(
        A_DOWNLOAD,
        DropboxStandIn.error(429, "too_many_requests/..", "rate_limit").with("retry-after", "17"));
    assertRetryAfter(() -> dropbox.download(url), Duration.ofSeconds(17));

    service.once(
        A_DOWNLOAD,
        Answer.text(
            429,
            "application/json",
            "{\"error_summary\":\"too_many_requests/\",\"error\":{\"retry_after\":300}}"));
    assertRetryAfter(() -> dropbox.download(url), Duration.ofSeconds(300));
  }

  @Test
  void takesALoginPageForWhatItIs() {
    BlobUrl url = dropbox.upload(key(PROFILE, 0), SampleBlob.small(1));
    service.once(
        request -> request.path().equals("/2/files/get_metadata"),
        Answer.text(200, "text/html", "<!doctype html><title>Sign in"));

    assertRefusedWith(() -> dropbox.exists(url), Reason.NOT_ALLOWED, "connect dropbox");
  }

  @Test
  void getsANewTokenOnceWhenOneEndsBeforeItsTime() {
    BlobUrl url = dropbox.upload(key(PROFILE, 0), SampleBlob.small(1));

    service.oauth().expireAccessTokens();
    assertIsWhole(url, SampleBlob.small(1));
    service.oauth().expireAccessTokens();
    assertThat(dropbox.exists(url)).isTrue();

    assertThat(service.oauth().refreshes()).isEqualTo(2);
  }

  @Test
  void saysWhatToDoWhenTheConsentIsOver() {
    BlobUrl url = dropbox.upload(key(PROFILE, 0), SampleBlob.small(1));
    service.oauth().revokeConsent();

    for (var act :
        List.<Runnable>of(
            () -> dropbox.download(url),
            () -> dropbox.exists(url),
            () -> dropbox.delete(url),
            () -> dropbox.upload(key(PROFILE, 1), SampleBlob.small(2)),
            () -> dropbox.deleteAll(OWNER))) {
      assertRefusedWith(act, Reason.NOT_ALLOWED, "run freehold storage connect dropbox");
    }
  }

  @Test
  void writesHeadersInAscii() {
    var argument =
        DropboxApi.JSON.createObjectNode().put("path", "/Zoë \u007f \uD83D\uDE00 \"\\\n");

    String text = DropboxApi.headerText(argument);

    assertThat(text).matches("[ -~]+").contains("Zo\\u00EB", "\\u007f", "\\uD83D\\uDE00");
  }

  /// `contentHash` of the stand-in is made another way.
  @ParameterizedTest
  @ValueSource(longs = {1, 4_194_303, 4_194_304, 4_194_305, 5_000_000})
  void knowsTheHashByWhichDropboxSaysWhatItKeeps(long size) {
    assertThat(dropbox.upload(key(PROFILE, 0), new SampleBlob(size, 3))).isNotNull();
  }

  /// SHA-256 of the SHA-256 of "hello", by coreutils.
  @Test
  void hashesTheHashesOfBlocks() {
    assertThat(ContentHash.of(new Bytes("hello")))
        .isEqualTo("9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50");
  }

  private record Bytes(String text) implements Spooled {
    @Override
    public long sizeBytes() {
      return text.length();
    }

    @Override
    public String sha256() {
      return SampleBlob.sha256(open());
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {}
  }

  private static void assertRetryAfter(Runnable act, Duration wanted) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(act::run)
        .satisfies(e -> {
          assertThat(e.failure().reason()).isEqualTo(Reason.RATE_LIMITED);
          assertThat(e.failure().retryAfter()).contains(wanted);
        });
  }

  private static void assertRefusedWith(Runnable act, Reason reason, String words) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(act::run)
        .satisfies(e -> {
          assertThat(e.failure().reason()).isEqualTo(reason);
          assertThat(e.failure().message()).contains(words);
        });
  }
}
