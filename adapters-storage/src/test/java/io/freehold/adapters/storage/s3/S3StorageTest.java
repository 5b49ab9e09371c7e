package io.freehold.adapters.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.StandIn;
import io.freehold.adapters.storage.s3.S3StandIn.Conditions;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.LimitsOf;
import io.freehold.application.testing.SampleBlob;
import io.freehold.application.testing.StorageBackendContract;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3StorageTest extends StorageBackendContract {
  private static Vertx vertx;

  private S3StandIn standIn;
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
    standIn = new S3StandIn(vertx);
    http = new BackendHttp(vertx, Limits.DEFAULT, Cast.CLOCK);
    backend = with(Map.of(), Limits.DEFAULT);
  }

  @AfterEach
  void stop() {
    http.close();
    standIn.close();
  }

  private StandIn service() {
    return standIn.service();
  }

  private StorageBackend with(Map<String, String> changed, Limits limits) {
    var config =
        new HashMap<>(
            Map.of(
                "s3.endpoint", service().origin().value(),
                "s3.bucket", "blobs",
                "s3.prefix", "freehold/of-anna",
                "s3.region", "eu-1",
                "s3.accessKeyId", "AKID",
                "s3.secretAccessKey", S3StandIn.SECRET));
    config.putAll(changed);
    return S3Storage.of(
        new BackendSettings("s3", config, false),
        http,
        () -> Optional.of(Cast.OWNER),
        Cast.CLOCK,
        limits);
  }

  @Override
  protected StorageBackend backend() {
    return backend;
  }

  @Override
  protected String addressOf(BlobKey key) {
    return "s3://blobs/freehold/of-anna/" + key.text();
  }

  @Override
  protected String elsewhere(String address) {
    return address.replace("s3://blobs/", "s3://blobs2/");
  }

  private BlobUrl url() {
    return backend.urlOf(key(Cast.PROFILE)).orElseThrow();
  }

  private StorageFailure refusalOfAnUpload(StorageBackend backend) {
    StorageException refusal =
        catchThrowableOfType(
            StorageException.class, () -> backend.upload(key(Cast.PROFILE), SampleBlob.small(1)));
    assertThat(refusal.getMessage()).doesNotContain(S3StandIn.SECRET).doesNotContain("Signature=");
    return refusal.failure();
  }

  @Test
  void ownsNothingBelowAnotherPrefix() {
    assertThat(backend.owns(new BlobUrl(url().value().replace("of-anna", "of-bert")))).isFalse();
    assertThat(backend.owns(new BlobUrl(url().value().replace("freehold/of-anna/", "")))).isFalse();
  }

  /// Whatever a service makes of the condition on a PUT.
  @ParameterizedTest
  @EnumSource(Conditions.class)
  void overwritesNothingWhateverTheServiceMakesOfConditions(Conditions conditions) {
    standIn.conditionsAre(conditions);
    BlobUrl url = backend.upload(key(Cast.PROFILE), SampleBlob.small(1));

    assertThat(refusalOfAnUpload(backend).reason()).isEqualTo(Reason.TAKEN);

    assertThat(SampleBlob.sha256(backend.download(url))).isEqualTo(SampleBlob.small(1).sha256());
  }

  @Test
  void overwritesNothingThatCameMeanwhile() {
    service()
        .answering(request -> {
          if (request.method().equals(HttpMethod.HEAD)) {
            request.answer(404);
          } else {
            S3StandIn.error(request, 412, "PreconditionFailed");
          }
        });

    assertThat(refusalOfAnUpload(backend).reason()).isEqualTo(Reason.TAKEN);
  }

  @Test
  void findsByScopeOfManyPages() {
    for (int i = 0; i < 10; i++) {
      backend.upload(
          new BlobKey(Cast.OWNER, Cast.PROFILE, CollectedAt.ofMillis(1_000L * i)),
          SampleBlob.small(i));
    }
    backend.upload(key(Cast.LIKES), SampleBlob.small(99));

    assertThat(backend.deleteScope(Cast.OWNER, Cast.PROFILE)).hasValue(10);
    assertThat(backend.deleteAll(Cast.OWNER)).hasValue(1);
  }

  /// Somebody else's object, whatever a listing says.
  @Test
  void deletesNothingThatIsNoBlobOfItsOwn() {
    backend.upload(key(Cast.PROFILE), SampleBlob.small(1));
    String below = "freehold/of-anna/" + Cast.OWNER + "/instagram.profile/";
    standIn.objects().put(below + "notes.txt", Buffer.buffer("mine"));
    standIn.objects().put(below + "2026-01-21T10-00-00Z/more", Buffer.buffer("mine"));

    assertThat(backend.deleteAll(Cast.OWNER)).hasValue(1);

    assertThat(standIn.objects()).hasSize(2);
  }

  @Test
  void deletesNothingThatAListingMakesUp() {
    service()
        .answering(request -> {
          assertThat(request.method()).isEqualTo(HttpMethod.GET);
          request.answer(
              200,
              "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>freehold/of-anna/%s/instagram.likes/2026-01-21T10-00-00Z</Key></Contents><Contents><Key>other/2026</Key></Contents></ListBucketResult>"
                  .formatted(Cast.OWNER));
        });

    assertThat(backend.deleteScope(Cast.OWNER, Cast.PROFILE)).hasValue(0);

    assertThat(service().received()).hasSize(1);
  }

  @Test
  void readsNoListingWithoutAnEnd() {
    service()
        .answering(request ->
            request.answer(
                200,
                "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken></ListBucketResult>"));
    StorageBackend bounded = with(Map.of(), LimitsOf.with(Map.of("storagePagesMax", 5)));

    assertThat(
            catchThrowableOfType(StorageException.class, () -> bounded.deleteAll(Cast.OWNER))
                .failure()
                .reason())
        .isEqualTo(Reason.NONSENSE);
    assertThat(service().received()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OK",
        "<html><body>hello</body></html>",
        "<ListBucketResult>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ListBucketResult><Contents><Key>&e;</Key></Contents></ListBucketResult>",
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><ListBucketResult><Key>&b;</Key></ListBucketResult>"
      })
  void believesNoListingThatIsNone(String document) {
    service().answering(request -> request.answer(200, document));

    assertThat(
            catchThrowableOfType(
                    StorageException.class, () -> backend.deleteScope(Cast.OWNER, Cast.PROFILE))
                .failure()
                .reason())
        .isEqualTo(Reason.NONSENSE);
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchBucket, NOT_ALLOWED, s3.bucket",
    "403, AccessDenied, NOT_ALLOWED, list the bucket",
    "403, InvalidAccessKeyId, NOT_ALLOWED, s3.accessKeyId",
    "403, SignatureDoesNotMatch, NOT_ALLOWED, s3.secretAccessKey",
    "403, RequestTimeTooSkewed, NOT_ALLOWED, clock",
    "400, AuthorizationHeaderMalformed, NOT_ALLOWED, s3.region",
    "301, PermanentRedirect, NOT_ALLOWED, s3.region",
    "503, SlowDown, RATE_LIMITED, fewer",
    "503, ServiceUnavailable, UNAVAILABLE, trouble",
    "500, InternalError, UNAVAILABLE, trouble",
    "403, QuotaExceeded, OUT_OF_QUOTA, room",
    "507, XMinioStorageFull, OUT_OF_QUOTA, room",
    "400, EntityTooLarge, TOO_LARGE, size",
    "400, XAmzContentSHA256Mismatch, NONSENSE, bytes",
    "403, ../../evil, NOT_ALLOWED, status 403"
  })
  void knowsTheErrorsOfServices(int status, String code, Reason reason, String hint) {
    service()
        .answering(request -> {
          if (request.method().equals(HttpMethod.HEAD)) {
            request.answer(404);
          } else {
            S3StandIn.error(request, status, code);
          }
        });

    StorageFailure refusal = refusalOfAnUpload(backend);

    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.message()).contains(hint).doesNotContain("evil");
  }

  /// A bucket that is gone is not the same as a blob that is gone.
  @Test
  void neverTakesAMissingBucketForAMissingBlob() {
    StorageBackend misspelled = with(Map.of("s3.bucket", "blubs"), Limits.DEFAULT);
    BlobUrl url = misspelled.urlOf(key(Cast.PROFILE)).orElseThrow();

    assertRefused(() -> misspelled.exists(url), Reason.NOT_ALLOWED);
    assertRefused(() -> misspelled.delete(url), Reason.NOT_ALLOWED);
    assertRefused(() -> misspelled.download(url), Reason.NOT_ALLOWED);
    assertThat(refusalOfAnUpload(misspelled).reason()).isEqualTo(Reason.NOT_ALLOWED);
  }

  @Test
  void saysWhenTheSecretIsWrong() {
    StorageBackend wrong = with(Map.of("s3.secretAccessKey", "another"), Limits.DEFAULT);

    assertThat(refusalOfAnUpload(wrong).reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(
            catchThrowableOfType(StorageException.class, () -> wrong.download(url()))
                .failure()
                .message())
        .contains("s3.secretAccessKey");
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.example.org, my-blobs, , https://s3.example.org/my-blobs/k",
    "https://s3.eu-central-1.amazonaws.com, my-blobs, , https://my-blobs.s3.eu-central-1.amazonaws.com/k",
    "https://s3.eu-central-1.amazonaws.com, my.blobs, , https://s3.eu-central-1.amazonaws.com/my.blobs/k",
    "https://s3.example.org:9000, my-blobs, false, https://my-blobs.s3.example.org:9000/k",
    "https://s3.amazonaws.com, my-blobs, true, https://s3.amazonaws.com/my-blobs/k"
  })
  void putsTheBucketWhereTheServiceWantsIt(
      String endpoint, String bucket, String pathStyle, String expected) {
    var config = new HashMap<>(Map.of("s3.endpoint", endpoint, "s3.bucket", bucket));
    if (pathStyle != null) {
      config.put("s3.pathStyle", pathStyle);
    }

    assertThat(Bucket.of(new BackendSettings("s3", config, false)).object("k"))
        .hasToString(expected);
  }
}
