package io.freehold.adapters.storage.ipfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.StandIn;
import io.freehold.adapters.storage.http.StandIn.Received;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleBlob;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What nodes and services that lie or are in trouble can do, and what they are told.
class IpfsStorageTest {
  private static final BlobKey KEY =
      new BlobKey(Cast.OWNER, Cast.PROFILE, CollectedAt.parse("2026-01-21T10:00:00Z"));
  private static final SampleBlob LARGE = new SampleBlob(600_000, 1);

  private static Vertx vertx;

  private StandIn service;
  private BackendHttp http;

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
    service = new StandIn(vertx, request -> request.answer(500));
    http = new BackendHttp(vertx, Limits.DEFAULT, Cast.CLOCK);
  }

  @AfterEach
  void stop() {
    http.close();
    service.close();
  }

  private StorageBackend node(Consumer<Received> answering) {
    service.answering(answering);
    return of(Map.of("ipfs.url", service.origin().value(), "ipfs.authorization", "Basic abc"));
  }

  private StorageBackend pinningService(StandIn gateway) {
    return of(
        Map.of(
            "ipfs.pinning.url", service.origin().value(),
            "ipfs.pinning.jwt", "t0k3n",
            "ipfs.gatewayUrl", gateway.origin().value()));
  }

  private StorageBackend of(Map<String, String> config) {
    return IpfsStorage.of(new BackendSettings("ipfs", config, false), http);
  }

  private static BlobUrl addressOf(SampleBlob blob, Layout layout) {
    var tree = new BlockTree(layout);
    tree.update(blob.bytes(), 0, (int) blob.sizeBytes());
    return new BlobUrl("ipfs://" + tree.finish());
  }

  private static StorageFailure refusalOf(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    return catchThrowableOfType(StorageException.class, act).failure();
  }

  @ParameterizedTest
  @CsvSource({"262144, true", "1048576, true", "262144, false"})
  void readsWhatOthersAddedInTheirLayouts(int chunk, boolean hasRawLeaves) {
    StorageBackend backend =
        node(request -> request.answer(200, Map.of(), Buffer.buffer(LARGE.bytes())));

    BlobUrl url = addressOf(LARGE, new Layout(chunk, hasRawLeaves));

    assertThat(SampleBlob.sha256(backend.download(url))).isEqualTo(LARGE.sha256());
  }

  /// Threats T37 and T38: other bytes, one bit, the end missing, something behind it.
  @ParameterizedTest
  @ValueSource(strings = {"other", "bit", "short", "long", "none"})
  void neverEndsWellForBytesThatAreNotThoseOfTheAddress(String how) {
    byte[] bytes = LARGE.bytes();
    Buffer served =
        switch (how) {
          case "other" -> Buffer.buffer(new SampleBlob(600_000, 2).bytes());
          case "bit" -> {
            bytes[300_000] ^= 1;
            yield Buffer.buffer(bytes);
          }
          case "short" -> Buffer.buffer(bytes).slice(0, 599_999);
          case "long" -> Buffer.buffer(bytes).appendByte((byte) 0);
          default -> Buffer.buffer();
        };
    StorageBackend backend = node(request -> request.answer(200, Map.of(), served));

    StorageFailure refusal =
        refusalOf(() -> {
          try (var in = backend.download(addressOf(LARGE, Layout.OWN))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
          }
        });

    assertThat(refusal.reason()).isEqualTo(Reason.NONSENSE);
  }

  @Test
  void checksWhatIsSkipped() {
    byte[] bytes = LARGE.bytes();
    bytes[10] ^= 1;
    StorageBackend backend = node(request -> request.answer(200, Map.of(), Buffer.buffer(bytes)));

    assertThat(
            refusalOf(
                    () -> {
                      try (var in = backend.download(addressOf(LARGE, Layout.OWN))) {
                        assertThat(in.skip(100)).isPositive();
                        in.readAllBytes();
                      }
                    })
                .reason())
        .isEqualTo(Reason.NONSENSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Hash\":\"bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e\"}",
        "{\"Hash\":\"../../x\"}",
        "{\"Name\":\"blob\"}",
        "not json",
        ""
      })
  void believesNoAddressThatTheBlobDoesNotHave(String answer) {
    StorageBackend backend = node(request -> request.answer(200, answer));

    assertThat(refusalOf(() -> backend.upload(KEY, LARGE)).reason()).isEqualTo(Reason.NONSENSE);
  }

  @Test
  void addsWithoutANameThatSaysAnything() {
    StorageBackend backend =
        node(request ->
            request.answer(
                200,
                "{\"Name\":\"blob\",\"Hash\":\"%s\"}\n"
                    .formatted(addressOf(LARGE, Layout.OWN).value().substring(7))));

    backend.upload(KEY, LARGE);

    Received request = service.received().getFirst();
    assertThat(request.path()).isEqualTo("/api/v0/add");
    assertThat(request.parameter("cid-version")).isEqualTo("1");
    assertThat(request.parameter("raw-leaves")).isEqualTo("true");
    assertThat(request.parameter("chunker")).isEqualTo("size-262144");
    assertThat(request.parameter("pin")).isEqualTo("true");
    assertThat(request.header("authorization")).isEqualTo("Basic abc");
    assertThat(request.body().toString()).doesNotContain("instagram").doesNotContain("0xf39");
  }

  @ParameterizedTest
  @CsvSource({
    "'block was not found locally (offline): ipld: could not find bafk', NOT_FOUND",
    "'context deadline exceeded', UNAVAILABLE",
    "'write /data: no space left on device', OUT_OF_QUOTA",
    "'something else', UNAVAILABLE"
  })
  void understandsANodesMessages(String message, Reason reason) {
    StorageBackend backend =
        node(request ->
            request.answer(
                500, "{\"Message\":\"%s\",\"Code\":0,\"Type\":\"error\"}".formatted(message)));

    assertThat(refusalOf(() -> backend.download(addressOf(LARGE, Layout.OWN))).reason())
        .isEqualTo(reason);
  }

  /// A gateway may be anybody's.
  @Test
  void showsTheGatewayNoCredentials() {
    try (var gateway =
        new StandIn(
            vertx, request -> request.answer(200, Map.of(), Buffer.buffer(LARGE.bytes())))) {
      StorageBackend backend = pinningService(gateway);

      assertThat(SampleBlob.sha256(backend.download(addressOf(LARGE, Layout.OWN))))
          .isEqualTo(LARGE.sha256());

      assertThat(gateway.received().getFirst().header("authorization")).isEqualTo("null");
      assertThat(service.received()).isEmpty();
    }
  }

  /// A list that names something else does not mean that this is pinned.
  @Test
  void looksForTheVeryAddressInAList() {
    service.answering(request ->
        request.answer(
            200,
            "{\"count\":1,\"rows\":[{\"ipfs_pin_hash\":\"bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e\"}]}"));
    StorageBackend backend = pinningService(service);

    assertThat(backend.exists(addressOf(LARGE, Layout.OWN))).isFalse();
  }
}
