package io.freehold.adapters.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.adapters.storage.http.StandIn.Received;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleBlob;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a backend that is spoken to over HTTP does when the service fails, stalls, lies or answers
/// with something else (R11, T37).
public abstract class HttpBackendContract {
  /// Part of each credential a subclass makes its backend with.
  protected static final String SECRET = "d0-n0t-t3ll";

  private static final Limits QUICK = SampleLimits.quick();
  private static final Limits PATIENT = SampleLimits.patient();

  protected static Vertx vertx;

  private StandIn service;
  private BackendHttp http;

  /// The backend, with a service that does not wait between two tries.
  protected abstract StorageBackend at(Origin service, BackendHttp http, Limits limits);

  /// A blob this backend owns.
  protected abstract BlobUrl blobAt(Origin service);

  /// What status 404 means to a download.
  protected Reason missing() {
    return Reason.NOT_FOUND;
  }

  /// What status 401 and 403 mean.
  protected Reason forbidden() {
    return Reason.NOT_ALLOWED;
  }

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().await();
  }

  @BeforeEach
  void startService() {
    service = new StandIn(vertx, request -> request.answer(500));
  }

  @AfterEach
  void stopService() {
    service.close();
    if (http != null) {
      http.close();
    }
  }

  private StorageBackend backend(Limits limits) {
    http = new BackendHttp(vertx, limits, Cast.CLOCK);
    return at(service.origin(), http, limits);
  }

  private BlobUrl blob() {
    return blobAt(service.origin());
  }

  private static BlobKey key() {
    return new BlobKey(Cast.OWNER, Cast.PROFILE, CollectedAt.parse("2026-01-21T10:00:00Z"));
  }

  /// Whoever asks whether there is something already is told that there is not.
  private void answering(Consumer<Received> answer) {
    service.answering(request -> {
      if (request.method().equals(HttpMethod.HEAD)) {
        request.answer(404);
      } else {
        answer.accept(request);
      }
    });
  }

  private StorageFailure refusal(ThrowingCallable act) {
    StorageException refusal = catchThrowableOfType(StorageException.class, act);
    assertThat(refusal).as("a refusal").isNotNull();
    assertThat(refusal.getMessage()).doesNotContain(SECRET).doesNotContain("Bearer");
    assertThat(refusal.failure().message()).isNotBlank();
    return refusal.failure();
  }

  private static void read(StorageBackend backend, BlobUrl url) throws Exception {
    try (var in = backend.download(url)) {
      in.readAllBytes();
    }
  }

  private StorageFailure refusalOfADownload(Limits limits) {
    StorageBackend backend = backend(limits);
    return refusal(() -> read(backend, blob()));
  }

  private StorageFailure refusalOfAnUpload(Limits limits, long size) {
    StorageBackend backend = backend(limits);
    return refusal(() -> backend.upload(key(), new SampleBlob(size, 1)));
  }

  static Stream<Consumer<AskedBackend>> everyAct() {
    return Stream.of(
        asked -> asked.backend().upload(key(), SampleBlob.small(1)),
        asked -> asked.backend().download(asked.blob()),
        asked -> asked.backend().exists(asked.blob()),
        asked -> asked.backend().delete(asked.blob()));
  }

  /// A backend, and a blob it owns.
  record AskedBackend(StorageBackend backend, BlobUrl blob) {}

  @ParameterizedTest
  @MethodSource("everyAct")
  void saysThatAServiceTakesNoConnection(Consumer<AskedBackend> act) {
    var asked = new AskedBackend(backend(PATIENT), blob());
    service.close();

    assertThat(refusal(() -> act.accept(asked)).reason()).isEqualTo(Reason.UNAVAILABLE);

    startService();
  }

  @ParameterizedTest
  @MethodSource("everyAct")
  void doesNotWaitForEverForAnAnswer(Consumer<AskedBackend> act) {
    service.answering(_ -> {});
    var asked = new AskedBackend(backend(QUICK), blob());

    assertThat(refusal(() -> act.accept(asked)).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void noticesABlobThatIsCutShort() {
    answering(request -> {
      request.response().putHeader("content-length", "1000");
      request.response().write(StandIn.noise(500)).onComplete(_ -> request.cut());
    });

    assertThat(refusalOfADownload(PATIENT).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void doesNotWaitForTheRestOfABlobForEver() {
    answering(request -> {
      request.response().putHeader("content-length", "1000");
      var _ = request.response().write(StandIn.noise(500));
    });

    assertThat(refusalOfADownload(QUICK).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  /// Each single wait is short, all together are not.
  @Test
  void doesNotWaitForABlobThatDribbles() {
    answering(request -> {
      var left = new AtomicInteger(150);
      request.response().setChunked(true);
      var _ = request.response().write(StandIn.noise(100));
      vertx.setPeriodic(
          20,
          timer -> {
            if (left.decrementAndGet() > 0) {
              var _ = request.response().write(StandIn.noise(1));
            } else {
              vertx.cancelTimer(timer);
              var _ = request.response().end();
            }
          });
    });

    assertThat(refusalOfADownload(QUICK).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void doesNotReadABlobThatIsTooLarge() {
    answering(request -> {
      request.response().setChunked(true);
      var _ = request.response().end(StandIn.noise((1 << 20) + 1));
    });

    assertThat(refusalOfADownload(PATIENT).reason()).isEqualTo(Reason.NONSENSE);
  }

  @Test
  void doesNotReadABlobWithoutAnEnd() {
    answering(request -> {
      request.response().setChunked(true);
      StandIn.pour(request);
    });

    assertThat(refusalOfADownload(PATIENT).reason()).isEqualTo(Reason.NONSENSE);
  }

  @Test
  void doesNotBeginToReadABlobThatSaysItIsTooLarge() {
    answering(request -> {
      request.response().putHeader("content-length", Long.toString(10L << 30));
      var _ = request.response().write(StandIn.noise(1));
    });

    StorageBackend backend = backend(PATIENT);

    assertThat(refusal(() -> backend.download(blob())).reason()).isEqualTo(Reason.NONSENSE);
  }

  @Test
  void takesNoWebPageForABlob() {
    answering(request ->
        request.answer(
            200,
            Map.of("content-type", "text/html; charset=utf-8"),
            Buffer.buffer("sign in, please")));

    assertThat(refusalOfADownload(PATIENT).reason()).isIn(Reason.NONSENSE, Reason.NOT_ALLOWED);

    answering(request -> request.answer(200, " \n<!DOCTYPE html><title>Sign in</title>"));

    assertThat(refusalOfADownload(PATIENT).reason()).isIn(Reason.NONSENSE, Reason.NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "307", "308"})
  void isLedNowhereElse(int status) {
    try (var elsewhere = new StandIn(vertx, request -> request.answer(200, "bait"))) {
      answering(request ->
          request.answer(
              status, Map.of("location", elsewhere.origin() + request.path()), Buffer.buffer()));

      assertThat(refusalOfADownload(PATIENT).reason()).isEqualTo(Reason.NONSENSE);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, NONSENSE",
    "402, OUT_OF_QUOTA",
    "408, UNAVAILABLE",
    "413, TOO_LARGE",
    "429, RATE_LIMITED",
    "500, UNAVAILABLE",
    "502, UNAVAILABLE",
    "503, UNAVAILABLE",
    "504, UNAVAILABLE",
    "507, OUT_OF_QUOTA",
    "418, NONSENSE"
  })
  void tellsRefusalsApart(int status, Reason reason) {
    answering(request -> request.answer(status, request.header("authorization")));

    assertThat(refusalOfAnUpload(PATIENT, 200).reason()).as("upload").isEqualTo(reason);
    assertThat(refusalOfADownload(PATIENT).reason()).as("download").isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"401", "403"})
  void saysThatCredentialsAreRefused(int status) {
    service.answering(request -> request.answer(status, request.header("authorization")));

    assertThat(refusalOfAnUpload(PATIENT, 200).reason()).isEqualTo(forbidden());
    assertThat(refusalOfADownload(PATIENT).reason()).isEqualTo(forbidden());
  }

  @Test
  void saysThatABlobIsMissing() {
    answering(request -> request.answer(404));

    assertThat(refusalOfADownload(PATIENT).reason()).isEqualTo(missing());
  }

  @ParameterizedTest
  @CsvSource({"429", "503"})
  void passesOnHowLongToWait(int status) {
    answering(request -> request.answer(status, Map.of("retry-after", "120"), Buffer.buffer()));

    assertThat(refusalOfAnUpload(PATIENT, 200).retryAfter()).contains(Duration.ofSeconds(120));

    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Cast.NOW.plusSeconds(90).atOffset(ZoneOffset.UTC));
    answering(request -> request.answer(status, Map.of("retry-after", date), Buffer.buffer()));

    assertThat(refusalOfADownload(PATIENT).retryAfter()).contains(Duration.ofSeconds(90));
  }

  /// Nobody goes on sending what is not wanted.
  @Test
  void hearsARefusalInTheMiddleOfAnUpload() {
    service.hastily();
    answering(request -> request.answer(413));

    assertThat(refusalOfAnUpload(PATIENT, 50L << 20).reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void doesNotSendToAServiceThatStandsStill() {
    service.hastily();
    answering(_ -> {});

    assertThat(refusalOfAnUpload(QUICK, 50L << 20).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void doesNotReadAnAnswerWithoutAnEnd() {
    answering(request -> {
      request.response().setChunked(true);
      StandIn.pour(request);
    });

    assertThat(refusalOfAnUpload(PATIENT, 200).reason()).isEqualTo(Reason.NONSENSE);
  }

  /// A connection that was kept may have been closed at the other end meanwhile.
  @Test
  void readsTwiceWhenAConnectionIsLost() {
    var tries = new AtomicInteger();
    answering(request -> {
      if (tries.incrementAndGet() == 1) {
        request.cut();
      } else {
        request.answer(503);
      }
    });

    assertThat(refusalOfADownload(PATIENT).message()).contains("503");
    assertThat(tries).hasValue(2);
  }

  @Test
  void leavesNoBlobHalfReadOnAConnection() throws Exception {
    answering(request -> {
      request.response().setChunked(true);
      StandIn.pour(request);
    });
    StorageBackend backend = backend(PATIENT);

    for (int i = 0; i < 40; i++) {
      try (var in = backend.download(blob())) {
        assertThat(in.read()).isBetween(0, 255);
      }
    }
  }
}
