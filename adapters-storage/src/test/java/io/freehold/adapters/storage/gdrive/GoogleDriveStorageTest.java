package io.freehold.adapters.storage.gdrive;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.adapters.storage.standin.Exchange.Answer;
import io.freehold.adapters.storage.standin.Exchange.Request;
import io.freehold.adapters.storage.standin.GoogleStandIn;
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
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleDriveStorageTest extends StorageBackendContract {
  private static final int CHUNK = 512 << 10;
  private static final Predicate<Request> A_CHUNK =
      request -> request.method().equals("PUT") && request.body().length > 0;
  private static final Predicate<Request> A_DOWNLOAD =
      request -> "media".equals(request.query().get("alt"));

  private final HandSetClock clock = new HandSetClock(Cast.NOW);
  private final GoogleStandIn google = new GoogleStandIn(clock);
  private final Vertx vertx = Vertx.vertx();
  private final BackendHttp http = new BackendHttp(vertx, Limits.DEFAULT, clock);
  private final InMemoryOAuthTokens tokens = new InMemoryOAuthTokens();
  private final GoogleDriveStorage drive = drive();

  private GoogleDriveStorage drive() {
    var config =
        google.settings().entrySet().stream()
            .collect(
                Collectors.toMap(entry -> "gdrive." + entry.getKey(), entry -> entry.getValue()));
    return GoogleDriveStorage.of(
        new BackendSettings("gdrive", config, false), http, tokens, clock, Limits.DEFAULT, CHUNK);
  }

  @BeforeEach
  void connect() {
    var attempt =
        drive.connection().begin(URI.create("http://127.0.0.1:8095/callback"), new Random(1));
    var _ = drive.connection().complete(attempt, google.oauth().consent(attempt.url()));
  }

  @AfterEach
  void close() {
    http.close();
    vertx.close().await();
    google.close();
    google.assertNothingWasAskedForThatTheVendorRefuses();
  }

  @Override
  protected StorageBackend backend() {
    return drive;
  }

  @Override
  protected String addressOf(BlobKey key) {
    return "gdrive://[A-Za-z0-9_-]+";
  }

  @Override
  protected String elsewhere(String address) {
    return address.replace("gdrive://", "dropbox://");
  }

  @Override
  protected boolean hasKeys() {
    return false;
  }

  @Override
  protected boolean findsByScope() {
    return true;
  }

  @Override
  protected BlobUrl absent() {
    return new BlobUrl("gdrive://1Drive-file_9999");
  }

  private static BlobKey key(Scope scope, int second) {
    return new BlobKey(OWNER, scope, new CollectedAt(Cast.NOW.plusSeconds(second)));
  }

  private void assertIsWhole(BlobUrl url, SampleBlob blob) {
    assertThat(SampleBlob.sha256(drive.download(url))).isEqualTo(blob.sha256());
  }

  @Test
  void putsBlobsWhereTheOwnerFindsThem() {
    var _ = drive.upload(key(PROFILE, 0), SampleBlob.small(1));

    assertThat(google.paths())
        .containsExactly(
            "Freehold/" + OWNER + "/instagram.profile/" + key(PROFILE, 0).version().fileName());
  }

  @Test
  void isAnotherPlaceForAnotherAccount() {
    assertThat(drive.place()).isEqualTo("gdrive " + GoogleStandIn.ACCOUNT);

    var _ = drive.connection().end();

    assertThat(drive.place()).isEqualTo("gdrive (not connected)");
    assertRefusedWith(
        () -> drive.upload(key(PROFILE, 0), SampleBlob.small(1)),
        Reason.NOT_ALLOWED,
        "run freehold storage connect gdrive");
  }

  @ParameterizedTest
  @ValueSource(ints = {CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK})
  void sendsChunksThatDriveTakes(int size) {
    var blob = new SampleBlob(size, size);

    BlobUrl url = drive.upload(key(PROFILE, 0), blob);

    assertIsWhole(url, blob);
    assertThat(google.requests().stream().filter(A_CHUNK)).hasSize((size + CHUNK - 1) / CHUNK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256 << 10, 300_000, CHUNK})
  void goesOnWhereAConnectionWasCut(int arrived) {
    var blob = new SampleBlob(3 * CHUNK + 17, 1);
    google.keepOfNextChunk(arrived);

    BlobUrl url = drive.upload(key(PROFILE, 0), blob);

    assertIsWhole(url, blob);
    assertThat(google.paths()).hasSize(1);
    assertThat(google.requests().stream().filter(request -> isQuestion(request, blob))).hasSize(1);
  }

  private static boolean isQuestion(Request request, SampleBlob blob) {
    return request
        .header("content-range")
        .filter(("bytes */" + blob.sizeBytes())::equals)
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408})
  void goesOnAfterTroubleOfDrive(int status) {
    var blob = new SampleBlob(3 * CHUNK, 1);
    google.once(A_CHUNK, Answer.empty(status));
    google.once(A_CHUNK, Answer.empty(status));

    assertIsWhole(drive.upload(key(PROFILE, 0), blob), blob);
  }

  @Test
  void makesOneFileWhenTheLastAnswerIsLost() {
    var blob = new SampleBlob(CHUNK, 1);
    google.loseAnswerOnce(A_CHUNK);

    assertIsWhole(drive.upload(key(PROFILE, 0), blob), blob);

    assertThat(google.paths()).hasSize(1);
  }

  @Test
  void givesUpAnUploadThatDoesNotGetOn() {
    for (int i = 0; i < 4; i++) {
      google.once(A_CHUNK, Answer.empty(503));
    }

    assertRefused(() -> drive.upload(key(PROFILE, 0), SampleBlob.small(1)), Reason.UNAVAILABLE);

    assertThat(google.paths()).isEmpty();
  }

  @Test
  void triesAgainLaterWhenTheUploadIsForgotten() {
    google.once(A_CHUNK, GoogleStandIn.error(404, "notFound", "There is no such upload."));

    assertRefused(() -> drive.upload(key(PROFILE, 0), SampleBlob.small(1)), Reason.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/upload/drive/v3/files?upload_id=x",
        "https://evil.example/upload",
        "//evil.example/upload",
        "file:///etc/passwd",
        "not a url",
        "http://user@127.0.0.1:8095/"
      })
  void takesNoTokenElsewhere(String location) {
    google.once(
        request -> request.is("POST", "/upload/drive/v3/files"),
        Answer.empty(200).with("location", location));

    assertRefused(() -> drive.upload(key(PROFILE, 0), SampleBlob.small(1)), Reason.NONSENSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=0-999999", "bytes=5-9", "bytes=0-99999999999999999999", "0-9", "x"})
  void believesNoStrangeCount(String range) {
    google.once(A_CHUNK, Answer.empty(308).with("range", range));

    assertRefused(() -> drive.upload(key(PROFILE, 0), SampleBlob.small(1)), Reason.NONSENSE);
  }

  @Test
  void doesNotSendTheSameForEver() {
    for (int i = 0; i < 4; i++) {
      google.once(A_CHUNK, Answer.empty(308));
    }

    assertRefused(() -> drive.upload(key(PROFILE, 0), SampleBlob.small(1)), Reason.NONSENSE);
  }

  @Test
  void leavesNothingThatIsNotWhatWasSent() {
    google.corrupt();

    assertRefusedWith(
        () -> drive.upload(key(PROFILE, 0), SampleBlob.small(1)),
        Reason.NONSENSE,
        "kept other bytes than it was given");

    assertThat(google.paths()).isEmpty();
  }

  @Test
  void makesEachFolderOnceForAllUploads() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 12; i++) {
      int second = i;
      threads.add(
          Thread.startVirtualThread(
              () -> drive.upload(key(PROFILE, second), SampleBlob.small(second))));
    }
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
    }

    assertThat(google.paths()).hasSize(12);
    assertThat(google.folders()).isEqualTo(3);
    var _ = drive().upload(key(PROFILE, 99), SampleBlob.small(99));
    assertThat(google.folders()).as("found by another process").isEqualTo(3);
  }

  @Test
  void keepsFoldersApartThatDifferInCaseOnly() {
    var _ = drive.upload(key(new Scope("spotify.savedTracks"), 0), SampleBlob.small(1));
    var _ = drive.upload(key(new Scope("spotify.savedtracks"), 0), SampleBlob.small(2));

    assertThat(google.folders()).isEqualTo(4);
  }

  @Test
  void makesFoldersAgainThatTheOwnerDeleted() {
    var _ = drive.upload(key(PROFILE, 0), SampleBlob.small(1));
    google.deleteAll();

    BlobUrl url = drive.upload(key(PROFILE, 1), SampleBlob.small(2));

    assertThat(drive.exists(url)).isTrue();
    assertThat(google.folders()).isEqualTo(3);
  }

  @Test
  void putsNothingIntoTheTrash() {
    var _ = drive.upload(key(PROFILE, 0), SampleBlob.small(1));
    google.trashAll();

    BlobUrl url = drive.upload(key(PROFILE, 1), SampleBlob.small(2));

    assertThat(drive.exists(url)).isTrue();
    assertThat(google.paths()).hasSize(2);
  }

  @Test
  void doesNotCountOnWhatIsInTheTrash() {
    BlobUrl url = drive.upload(key(PROFILE, 0), SampleBlob.small(1));
    google.trashAll();

    assertThat(drive.exists(url)).isFalse();
    assertIsWhole(url, SampleBlob.small(1));
    assertThat(drive.deleteScope(OWNER, PROFILE)).hasValue(1);
  }

  @Test
  void escapesNamesInQueries() {
    assertThat(DriveFolders.escaped("it's a \\ path")).isEqualTo("it\\'s a \\\\ path");
    assertThat(DriveFolders.escaped("instagram.profile")).isEqualTo("instagram.profile");
  }

  @Test
  void deletesPageByPage() {
    for (int i = 0; i < 7; i++) {
      var _ = drive.upload(key(PROFILE, i), SampleBlob.small(i));
    }
    BlobUrl other = drive.upload(key(LIKES, 0), SampleBlob.small(9));
    google.pagesOf(2);

    assertThat(drive.deleteScope(OWNER, PROFILE)).hasValue(7);

    assertThat(drive.exists(other)).isTrue();
    assertThat(google.paths()).hasSize(1);
    assertThat(drive.deleteAll(OWNER)).hasValue(1);
  }

  @Test
  void tellsLongScopesApart() {
    String long1 = "a." + "b".repeat(Scope.CHARACTERS_MAX - 2);
    String long2 = long1.substring(0, long1.length() - 1) + "c";
    var _ = drive.upload(key(new Scope(long1), 0), SampleBlob.small(1));
    BlobUrl other = drive.upload(key(new Scope(long2), 0), SampleBlob.small(2));

    assertThat(drive.deleteScope(OWNER, new Scope(long1))).hasValue(1);

    assertThat(drive.exists(other)).isTrue();
  }

  @Test
  void listsNoPageTwice() {
    var _ = drive.upload(key(PROFILE, 0), SampleBlob.small(1));
    String again = "{\"files\":[],\"nextPageToken\":\"page-0\"}";
    for (int i = 0; i < 2; i++) {
      google.once(
          request -> request.is("GET", "/drive/v3/files"),
          Answer.text(200, "application/json", again));
    }

    assertRefused(() -> drive.deleteAll(OWNER), Reason.NONSENSE);
  }

  @Test
  void deletesNothingThatAQueryShouldNotHaveFound() {
    BlobUrl url = drive.upload(key(PROFILE, 0), SampleBlob.small(1));
    String id = url.value().substring("gdrive://".length());
    google.once(
        request -> request.is("GET", "/drive/v3/files"),
        Answer.text(
            200,
            "application/json",
            "{\"files\":[{\"id\":\"%s\",\"appProperties\":{\"freeholdOwner\":\"0x1\"}}]}"
                .formatted(id)));

    assertThat(drive.deleteAll(OWNER)).hasValue(0);

    assertThat(drive.exists(url)).isTrue();
  }

  @Test
  void saysThatThereIsNoRoom() {
    google.haveRoomFor(100);

    assertRefused(() -> drive.upload(key(PROFILE, 0), SampleBlob.small(1)), Reason.OUT_OF_QUOTA);
  }

  @ParameterizedTest
  @CsvSource({
    "403, storageQuotaExceeded, OUT_OF_QUOTA",
    "403, rateLimitExceeded, RATE_LIMITED",
    "403, userRateLimitExceeded, RATE_LIMITED",
    "429, rateLimitExceeded, RATE_LIMITED",
    "403, insufficientPermissions, NOT_ALLOWED",
    "403, insufficientFilePermissions, NOT_ALLOWED",
    "403, appNotAuthorizedToFile, NOT_ALLOWED",
    "403, accessNotConfigured, NOT_ALLOWED",
    "403, aWordNobodyKnows, NOT_ALLOWED",
    "404, notFound, NOT_FOUND",
    "429, aWordNobodyKnows, RATE_LIMITED",
    "500, backendError, UNAVAILABLE",
    "503, aWordNobodyKnows, UNAVAILABLE"
  })
  void tellsRefusalsApart(int status, String word, Reason reason) {
    BlobUrl url = drive.upload(key(PROFILE, 0), SampleBlob.small(1));
    google.once(A_DOWNLOAD, GoogleStandIn.error(status, word, "in words of Google"));

    assertRefused(() -> drive.download(url), reason);
  }

  @Test
  void saysWhenToComeBack() {
    BlobUrl url = drive.upload(key(PROFILE, 0), SampleBlob.small(1));
    google.once(
        A_DOWNLOAD,
        GoogleStandIn.error(403, "userRateLimitExceeded", "slower").with("retry-after", "17"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> drive.download(url))
        .extracting(StorageException::failure)
        .returns(Reason.RATE_LIMITED, StorageFailure::reason)
        .satisfies(failure -> assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17)));
  }

  @Test
  void takesALoginPageForWhatItIs() {
    BlobUrl url = drive.upload(key(PROFILE, 0), SampleBlob.small(1));
    Answer page = Answer.text(200, "text/html; charset=utf-8", "<!doctype html><title>Sign in");
    google.once(request -> request.method().equals("GET"), page);
    assertRefusedWith(() -> drive.exists(url), Reason.NOT_ALLOWED, "connect gdrive");

    google.once(A_DOWNLOAD, page);
    google.once(request -> request.method().equals("GET") && !A_DOWNLOAD.test(request), page);
    assertRefusedWith(() -> drive.download(url), Reason.NOT_ALLOWED, "connect gdrive");

    google.once(A_DOWNLOAD, page);
    assertRefused(() -> drive.download(url), Reason.NONSENSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "null", "{\"id\":\"../../about\"}", "{\"id\":17}", "{", "\"x\""})
  void believesNoAnswerThatMakesNoSense(String body) {
    google.once(
        request -> request.method().equals("PUT"), Answer.text(200, "application/json", body));

    assertRefused(() -> drive.upload(key(PROFILE, 0), SampleBlob.small(1)), Reason.NONSENSE);
  }

  @Test
  void getsANewTokenOnceWhenOneEndsBeforeItsTime() {
    BlobUrl url = drive.upload(key(PROFILE, 0), SampleBlob.small(1));

    google.oauth().expireAccessTokens();
    assertIsWhole(url, SampleBlob.small(1));
    google.oauth().expireAccessTokens();
    assertThat(drive.exists(url)).isTrue();

    assertThat(google.oauth().refreshes()).isEqualTo(2);
  }

  @Test
  void saysWhatToDoWhenTheConsentIsOver() {
    BlobUrl url = drive.upload(key(PROFILE, 0), SampleBlob.small(1));
    google.oauth().revokeConsent();

    for (var act :
        List.<Runnable>of(
            () -> drive.download(url),
            () -> drive.exists(url),
            () -> drive.delete(url),
            () -> drive.upload(key(PROFILE, 1), SampleBlob.small(2)),
            () -> drive.deleteAll(OWNER))) {
      assertRefusedWith(act, Reason.NOT_ALLOWED, "run freehold storage connect gdrive");
    }
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
