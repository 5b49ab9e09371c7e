package io.freehold.adapters.storage.vana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.StandIn;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleBlob;
import io.freehold.application.testing.StorageBackendContract;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VanaStorageTest extends StorageBackendContract {
  private static Vertx vertx;

  private VanaStandIn standIn;
  private BackendHttp http;
  private StorageBackend backend;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().await();
  }

  @BeforeEach
  void start() {
    standIn = new VanaStandIn(vertx);
    http = new BackendHttp(vertx, Limits.DEFAULT, Cast.CLOCK);
    backend =
        new VanaStorage(
            service().origin(), http, Cast.SERVER_KEY, () -> Optional.of(Cast.OWNER), Cast.CLOCK);
  }

  @AfterEach
  void stop() {
    http.close();
    standIn.close();
  }

  private StandIn service() {
    return standIn.service();
  }

  @Override
  protected StorageBackend backend() {
    return backend;
  }

  @Override
  protected String addressOf(BlobKey key) {
    return service().origin() + "/v1/blobs/" + key.text();
  }

  @Override
  protected String elsewhere(String address) {
    return address.replace("127.0.0.1", "127.0.0.2");
  }

  private StorageFailure refusalOfAnUpload() {
    return catchThrowableOfType(
            StorageException.class, () -> backend.upload(key(Cast.PROFILE), SampleBlob.small(1)))
        .failure();
  }

  @Test
  void overwritesNothingWhereTheServiceWould() {
    standIn.overwrites();
    BlobUrl url = backend.upload(key(Cast.PROFILE), SampleBlob.small(1));

    assertThat(refusalOfAnUpload().reason()).isEqualTo(Reason.TAKEN);

    assertThat(SampleBlob.sha256(backend.download(url))).isEqualTo(SampleBlob.small(1).sha256());
  }

  /// What another server of the owner uploaded in the very moment between.
  @Test
  void overwritesNothingThatCameMeanwhile() {
    service()
        .answering(request ->
            request.answer(
                request.method().equals(HttpMethod.HEAD)
                    ? 404
                    : request.header("if-none-match").equals("*") ? 412 : 200));

    assertThat(refusalOfAnUpload().reason()).isEqualTo(Reason.TAKEN);
  }

  /// Threat T36: the service says where a blob is, and is not believed about other hosts, owners,
  /// scopes and times.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"url\":\"https://evil.example/v1/blobs/OWNER/instagram.profile/2026-01-21T10-00-00Z\"}",
        "{\"url\":\"ORIGIN/v1/blobs/0x0000000000000000000000000000000000000001/instagram.profile/2026-01-21T10-00-00Z\"}",
        "{\"url\":\"ORIGIN/v1/blobs/OWNER/instagram.likes/2026-01-21T10-00-00Z\"}",
        "{\"url\":\"ORIGIN/v1/blobs/OWNER/instagram.profile/2026-01-21T10-00-01Z\"}",
        "{\"url\":\"ORIGIN/v1/blobs/OWNER/instagram.profile/..\"}",
        "{\"url\":\"ORIGIN/v1/blobs/OWNER/instagram.profile\"}",
        "{\"url\":\"not an address\"}",
        "{\"key\":\"x\"}",
        "{\"url\":7}",
        "[]",
        "OK",
        ""
      })
  void believesNoAnswerAboutAnotherBlob(String answer) {
    String body =
        answer.replace("ORIGIN", service().origin().value()).replace("OWNER", Cast.OWNER.value());
    service()
        .answering(request -> {
          if (request.method().equals(HttpMethod.HEAD)) {
            request.answer(404);
          } else {
            request.answer(200, body);
          }
        });

    assertThat(refusalOfAnUpload().reason()).isEqualTo(Reason.NONSENSE);
  }

  /// Services in the wild write owners with capitals and times with colons.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/blobs/0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266/instagram.profile/2026-01-21T10:00:00Z",
        "/v1/blobs/OWNER/instagram.profile/2026-01-21T10%3A00%3A00Z"
      })
  void knowsItsBlobInAnotherSpelling(String path) {
    service()
        .answering(request -> {
          if (request.method().equals(HttpMethod.HEAD)) {
            request.answer(404);
          } else {
            request.answer(
                200,
                "{\"url\":\"%s%s\"}"
                    .formatted(service().origin(), path.replace("OWNER", Cast.OWNER.value())));
          }
        });

    BlobUrl url = backend.upload(key(Cast.PROFILE), SampleBlob.small(1));

    assertThat(url).isEqualTo(backend.urlOf(key(Cast.PROFILE)).orElseThrow());
  }

  /// What other clients registered for the same owner.
  @ParameterizedTest
  @CsvSource({
    "/v1/blobs/0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266/instagram.profile/2026-01-21T10:00:00Z, true",
    "/v1/blobs/OWNER/instagram.profile/2026-01-21T10%3A00%3A00Z, true",
    "/v1/chains/14800/blobs/OWNER/instagram.profile/7, true",
    "/v1/blobs/OWNER/instagram.profile/2026%2D01, false",
    "/v1/blobs/OWNER/instagram.profile/..., false",
    "/v1/blobs/OWNER/../instagram.profile, false",
    "/v1/blobs/OWNER/instagram.profile/a/b, false",
    "/v1/usage/OWNER, false",
    "/v1/chains/x/blobs/OWNER/instagram.profile/7, false"
  })
  void ownsTheFormsOfOtherClients(String path, boolean isOwned) {
    var url = new BlobUrl(service().origin() + path.replace("OWNER", Cast.OWNER.value()));

    assertThat(backend.owns(url)).isEqualTo(isOwned);
  }

  @Test
  void saysHowLongTheServiceAsksToBeLeftAlone() {
    service()
        .answering(request -> request.answer(429, Map.of("retry-after", "7"), Buffer.buffer()));

    assertThat(refusalOfAnUpload())
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED))
        .satisfies(failure -> assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7)));
    assertThat(service().received()).hasSize(1);
  }

  @Test
  void readsInTheBodyHowLongToWait() {
    service()
        .answering(
            request -> request.answer(429, "{\"error\":\"RATE_LIMITED\",\"retryAfter\":12}"));

    StorageException refusal =
        catchThrowableOfType(
            StorageException.class,
            () -> backend.download(backend.urlOf(key(Cast.PROFILE)).orElseThrow()));

    assertThat(refusal.failure().retryAfter()).contains(Duration.ofSeconds(12));
  }

  @Test
  void triesNothingAgainByItself() {
    service().answering(request -> request.answer(503));

    assertThat(refusalOfAnUpload().reason()).isEqualTo(Reason.UNAVAILABLE);

    assertThat(service().received()).hasSize(1);
  }

  @Test
  void saysWhatToDoWhenTheServerIsNotKnown() {
    service().answering(request -> request.answer(403));

    assertThat(refusalOfAnUpload().message()).contains("register the server");
  }

  @Test
  void saysOfAServiceWithoutTheRouteThatItCannotList() {
    standIn.cannotList();

    assertThat(backend.list(Cast.OWNER, Optional.empty())).isEmpty();
  }

  @Test
  void doesNotSendOnWhatIsNoEndOfAPage() {
    service()
        .answering(request -> request.answer(200, "{\"blobs\":[],\"next\":\"a.b/c&limit=1\"}"));

    StorageException thrown =
        catchThrowableOfType(
            StorageException.class, () -> backend.list(Cast.OWNER, Optional.empty()));

    assertThat(thrown.failure().reason()).isEqualTo(Reason.NONSENSE);
  }
}
