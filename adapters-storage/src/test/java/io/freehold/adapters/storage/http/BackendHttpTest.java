package io.freehold.adapters.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.application.Limits;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.PemFiles;
import io.freehold.application.testing.SampleBlob;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendHttpTest {
  private static Vertx vertx;

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
    http = new BackendHttp(vertx, Limits.DEFAULT, Cast.CLOCK);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  private static URI at(StandIn service) {
    return URI.create(service.origin() + "/blob");
  }

  private InputStream download(StandIn service) {
    return http.download(
        Request.get(at(service)), answer -> Failures.ofStatus("the service", answer));
  }

  /// Whoever reads slowly makes the service wait, and keeps nothing of the rest in memory.
  @Test
  void takesInNoMoreThanIsRead() throws Exception {
    var poured = new AtomicLong();
    try (var service =
            new StandIn(
                vertx,
                request -> {
                  if (request.path().equals("/blob")) {
                    request.response().setChunked(true);
                    pour(request, poured);
                  } else {
                    request.answer(200);
                  }
                });
        InputStream blob = download(service)) {
      assertThat(blob.read()).isNotNegative();

      for (int i = 0; i < 500; i++) {
        http.ask(Request.get(URI.create(service.origin() + "/other")));
      }

      assertThat(poured).hasValueLessThan(24L << 20);
    }
  }

  private static void pour(StandIn.Received request, AtomicLong poured) {
    request
        .response()
        .write(Buffer.buffer(new byte[64 << 10]))
        .onSuccess(_ -> {
          if (poured.addAndGet(64 << 10) < 120L << 20) {
            pour(request, poured);
          }
        });
  }

  @Test
  void sendsAndReceivesAHundredMegabytes() throws Exception {
    var blob = new SampleBlob(100L << 20, 7);
    var received = new CompletableFuture<String>();
    try (var service = new StandIn(vertx, request -> {})) {
      service.hastily();
      service.answering(request -> {
        try {
          var digest = java.security.MessageDigest.getInstance("SHA-256");
          request.request().handler(piece -> digest.update(piece.getBytes()));
          request
              .request()
              .endHandler(_ -> {
                received.complete(java.util.HexFormat.of().formatHex(digest.digest()));
                request.answer(201);
              });
          request.request().resume();
        } catch (java.security.NoSuchAlgorithmException e) {
          received.completeExceptionally(e);
        }
      });

      assertThat(http.ask(Request.put(at(service), Body.of(blob))).status()).isEqualTo(201);

      assertThat(received.get(1, TimeUnit.MINUTES)).isEqualTo(blob.sha256());
      assertThat(service.received().getFirst().header("content-length"))
          .isEqualTo("" + blob.sizeBytes());
    }
  }

  /// A server that stops interrupts what it waits for.
  @Test
  void stopsWaitingWhenItIsInterrupted() throws Exception {
    var asked = new CountDownLatch(1);
    var outcome = new CompletableFuture<Throwable>();
    try (var service = new StandIn(vertx, _ -> asked.countDown())) {
      Thread waiting =
          Thread.ofVirtual()
              .start(() ->
                  outcome.complete(
                      catchThrowableOfType(
                          StorageException.class, () -> http.ask(Request.get(at(service))))));
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();

      waiting.interrupt();

      assertThat(outcome.get(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.failure().reason()).isEqualTo(Reason.UNAVAILABLE));
    }
  }

  @Test
  void stopsReadingWhenItIsInterrupted() throws Exception {
    var reading = new CountDownLatch(1);
    var outcome = new CompletableFuture<Throwable>();
    try (var service =
        new StandIn(
            vertx,
            request -> {
              request.response().setChunked(true);
              var _ = request.response().write(StandIn.noise(100));
            })) {
      Thread waiting =
          Thread.ofVirtual()
              .start(() ->
                  outcome.complete(
                      catchThrowableOfType(
                          StorageException.class,
                          () -> {
                            try (InputStream in = download(service)) {
                              in.readNBytes(100);
                              reading.countDown();
                              in.read();
                            }
                          })));
      assertThat(reading.await(1, TimeUnit.MINUTES)).isTrue();

      waiting.interrupt();

      assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(StorageException.class);
    }
  }

  /// Threat T64.
  @Test
  void speaksToNobodyWhoseCertificateNobodyVouchesFor(@TempDir Path folder) throws Exception {
    PemFiles pem = PemFiles.make(folder, "localhost");
    var server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .addCertPath(pem.certificate().toString())
                            .addKeyPath(pem.key().toString())))
            .requestHandler(request -> request.response().end("bait"))
            .listen(0, "127.0.0.1")
            .await();

    StorageException refusal =
        catchThrowableOfType(
            StorageException.class,
            () ->
                http.ask(
                    Request.get(URI.create("https://localhost:" + server.actualPort() + "/"))));

    assertThat(refusal.failure().reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(refusal.failure().message()).contains("TLS");
    server.close().await();
  }

  @Test
  void knowsWhenANameLeadsNowhere() {
    assertThat(
            catchThrowableOfType(
                    StorageException.class,
                    () -> http.ask(Request.get(URI.create("https://storage.invalid/"))))
                .failure()
                .reason())
        .isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void showsNoCredentialsOfRequestsAndAnswers() {
    Request request =
        Request.get(URI.create("https://a.example/b?token=s3cr3t"))
            .with("authorization", "Bearer s3cr3t");

    assertThat(request.toString()).doesNotContain("s3cr3t");
    assertThat(
            new Answer(200, Map.of("set-cookie", "s3cr3t"), java.util.Optional.empty(), new byte[0])
                .toString())
        .doesNotContain("s3cr3t");
  }
}
