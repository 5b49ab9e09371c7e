package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.InMemoryUsedRequests;
import io.freehold.application.testing.LimitsOf;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What happens when there is too much of something.
class LoadTest {
  private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void worksOnABoundedNumberOfRequests() throws Exception {
    var gated = new GatedDataFiles(server.stored);
    server.dataFiles = gated;
    server.limits = LimitsOf.with("requestsInFlightMax", 2);
    server.start();

    try (var first = new Wire(server.port());
        var second = new Wire(server.port())) {
      first.send(Ask.get("/v1/data").byTheOwner().bytes());
      second.send(Ask.get("/v1/data").byTheOwner().bytes());
      gated.awaitWaiting(2);

      Answer third = Ask.get("/v1/data").byTheOwner().to(server);
      assertThat(third.status()).isEqualTo(503);
      assertThat(third.errorCode()).isEqualTo("PS_UNAVAILABLE");
      assertThat(third.header("Retry-After")).hasValue("1");

      gated.open();
      assertThat(first.receive().status()).isEqualTo(200);
      assertThat(second.receive().status()).isEqualTo(200);
    }
    assertThat(Ask.get("/v1/data").byTheOwner().to(server).status()).isEqualTo(200);
  }

  @Test
  void countsABuilderByItsKey() {
    server.limits = LimitsOf.with(Map.of("signerBurst", 2, "signerRequestsPerSecond", 1));
    server.start();

    Answer first = Ask.get("/v1/data").byTheBuilder().to(server);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("RateLimit-Limit")).hasValue("2");
    assertThat(first.header("RateLimit-Remaining")).hasValue("1");
    assertThat(first.header("RateLimit-Reset")).hasValue("1");
    Ask.get("/v1/data/a.b").byTheBuilder().to(server);
    Answer third = Ask.get("/v1/data").byTheBuilder().to(server);

    assertThat(third.statusLine()).isEqualTo("HTTP/1.1 429 Rate Limited");
    assertThat(third.errorCode()).isEqualTo("RATE_LIMITED");
    assertThat(third.header("Retry-After")).hasValue("1");
    assertThat(Ask.get("/v1/data").byTheOwner().to(server).status()).isEqualTo(200);
  }

  @Test
  void countsWhoProvesNothingByItsAddress() {
    server.limits = LimitsOf.with(Map.of("addressBurst", 3, "addressRequestsPerSecond", 1));
    server.start();

    assertThat(Ask.get("/v1/data").to(server).status()).isEqualTo(401);
    assertThat(Ask.get("/v1/data").byToken("x").to(server).status()).isEqualTo(401);
    assertThat(Ask.post("/v1/grants/verify", "{}").to(server).status()).isEqualTo(400);

    assertThat(Ask.get("/v1/data").to(server).status()).isEqualTo(429);
    assertThat(Ask.post("/v1/grants/verify", "{}").to(server).status()).isEqualTo(429);
    assertThat(Ask.get("/v1/data").byTheBuilder().to(server).status()).isEqualTo(429);
    assertThat(Ask.get("/health").to(server).status()).isEqualTo(200);
  }

  /// What is refused by its head alone is counted as well: it leaves a line in the access log.
  @Test
  void countsWhatIsRefusedByItsHead() {
    server.limits =
        LimitsOf.with(
            Map.of("addressBurst", 2, "addressRequestsPerSecond", 1, "ingestBytesMax", 5L));
    server.start();

    Ask large = Ask.post("/v1/data/a.b", "{\"a\":1}");
    assertThat(large.to(server).status()).isEqualTo(413);
    assertThat(large.header("Content-Encoding", "gzip").to(server).status()).isEqualTo(415);
    assertThat(large.to(server).status()).isEqualTo(429);
  }

  @Test
  void countsNeitherTheOwnerNorWhoProvesToBeABuilder() {
    server.limits = LimitsOf.with(Map.of("addressBurst", 1, "addressRequestsPerSecond", 1));
    server.start();

    for (int i = 0; i < 5; i++) {
      assertThat(Ask.get("/v1/data").byTheOwner().to(server).status()).isEqualTo(200);
      assertThat(Ask.get("/v1/data").byTheBuilder().to(server).status()).isEqualTo(200);
    }
    assertThat(Ask.get("/v1/data").by(Cast.STRANGER_KEY).to(server).status()).isEqualTo(401);
    assertThat(Ask.get("/v1/data").by(Cast.STRANGER_KEY).to(server).status()).isEqualTo(429);
  }

  /// What is refused costs no use, or a builder could fill the memory of used requests with them
  /// (threats T5, T29).
  @Test
  void letsABuilderUseNothingUpWhereItIsRefused() {
    server.usedRequests = new InMemoryUsedRequests(server.clock, 1);
    server.limits = LimitsOf.with(Map.of("signerBurst", 3, "signerRequestsPerSecond", 1));
    server.start();
    for (int i = 0; i < 10; i++) {
      assertThat(Ask.post("/v1/data/a.b", "{\"a\":" + i + "}").byTheBuilder().to(server).status())
          .isIn(403, 429);
    }

    Ask write = Ask.post("/v1/data/a.b", "{}").byTheOwner();
    assertThat(write.to(server).status()).isEqualTo(201);
    assertThat(write.to(server).status()).isEqualTo(401);
  }

  @Test
  void takesACapturedWriteOnceHoweverOftenItComesAtOnce() throws Exception {
    server.start();
    Ask write = Ask.post("/v1/data/a.b", "{}").byTheOwner();
    var statuses = new ConcurrentLinkedQueue<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        threads.execute(() -> statuses.add(write.to(server).status()));
      }
    }

    assertThat(statuses).hasSize(16).containsOnly(201, 401).containsOnlyOnce(201);
  }

  /// A builder that goes on after refusals is in the end refused before its signature is looked at
  /// (threat T31).
  @Test
  void looksAtABoundedNumberOfSignaturesOfABuilderThatIsRefused() {
    var looked = new AtomicInteger();
    server.limits =
        LimitsOf.with(
            Map.of(
                "signerBurst",
                1,
                "signerRequestsPerSecond",
                1,
                "addressBurst",
                3,
                "addressRequestsPerSecond",
                1));
    server.builders =
        address -> {
          looked.incrementAndGet();
          return Optional.of(Cast.APP).filter(app -> app.address().equals(address));
        };
    server.start();
    for (int i = 0; i < 100; i++) {
      assertThat(Ask.get("/v1/data").byTheBuilder().to(server).status()).isIn(200, 429);
    }

    // What comes back within half a minute is more than such a test ever takes.
    assertThat(looked).hasValueLessThan(4 + 60);
  }

  @Test
  void keepsABoundedNumberOfConnections() throws IOException {
    server.limits = LimitsOf.with("connectionsMax", 2);
    server.start();

    try (var first = new Wire(server.port());
        var second = new Wire(server.port());
        var third = new Wire(server.port())) {
      assertThat(first.send(HEALTH).receive().status()).isEqualTo(200);
      assertThat(second.send(HEALTH).receive().status()).isEqualTo(200);
      assertThat(third.isClosedByTheServer()).isTrue();
    }
  }

  @Test
  void closesAConnectionOnWhichNothingMoves() throws IOException {
    server.limits = LimitsOf.with("idleTimeout", Duration.ofMillis(300));
    server.start();

    try (var wire = new Wire(server.port())) {
      assertThat(wire.send(HEALTH).receive().status()).isEqualTo(200);
      assertThat(wire.isClosedByTheServer()).isTrue();
    }
  }

  /// Threat T30.
  @Test
  void closesAConnectionOnWhichAHeadDribbles() throws Exception {
    server.limits = LimitsOf.with("idleTimeout", Duration.ofMillis(400));
    server.start();

    try (var wire = new Wire(server.port())) {
      wire.send("GET /health HTTP/1.1\r\nHost: a\r\nX: ");
      Thread dribble =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    wire.send("x");
                    Thread.sleep(50);
                  }
                } catch (IOException | InterruptedException e) {
                  // The end of the connection ends the dribble.
                }
              });
      assertThat(wire.isClosedByTheServer()).isTrue();
      dribble.interrupt();
    }
  }

  /// Threat T30: bodies that do not arrive keep nobody out.
  @Test
  void isNotKeptBusyBySlowBodies() throws IOException {
    server.limits = LimitsOf.with("requestsInFlightMax", 2);
    server.start();
    String slow =
        "POST /v1/grants/verify HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
            + "Content-Length: 2\r\n\r\n";

    try (var first = new Wire(server.port());
        var second = new Wire(server.port());
        var third = new Wire(server.port())) {
      for (Wire wire : new Wire[] {first, second, third}) {
        assertThat(wire.send(slow).receive().status()).isEqualTo(100);
      }

      assertThat(Ask.get("/v1/data").byTheOwner().to(server).status()).isEqualTo(200);
      for (Wire wire : new Wire[] {first, second, third}) {
        assertThat(wire.send("{}").receive().status()).isEqualTo(400);
      }
    }
  }

  @Test
  void doesNotLetStrangersTakeTheMemoryOfTheOwner() throws IOException {
    server.heapBytes = 700_000;
    server.start();
    String verify =
        "POST /v1/grants/verify HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
            + "Content-Length: 1000\r\n\r\n";

    try (var first = new Wire(server.port());
        var second = new Wire(server.port())) {
      assertThat(first.send(verify).receive().status()).isEqualTo(100);
      assertThat(second.send(verify).receive().status()).isEqualTo(503);
      assertThat(
              Ask.post("/v1/data/a.b", "{\"a\":\"" + "x".repeat(40_000) + "\"}")
                  .byTheOwner()
                  .to(server)
                  .status())
          .isEqualTo(201);
    }
  }

  @Test
  void forgetsClientsThatGoAway() throws Exception {
    var gated = new GatedDataFiles(server.stored);
    server.dataFiles = gated;
    server.limits = LimitsOf.with("shutdownTimeout", Duration.ofDays(1));
    server.start();

    try (var halfABody = new Wire(server.port())) {
      halfABody.send("POST /v1/grants/verify HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{");
    }
    try (var noAnswer = new Wire(server.port())) {
      noAnswer.send(Ask.get("/v1/data").byTheOwner().bytes());
      gated.awaitWaiting(1);
    }
    gated.open();

    // It would wait for a day, were a request left to wait for.
    Thread closing = Thread.ofVirtual().start(server::close);
    assertThat(closing.join(Duration.ofMinutes(1))).isTrue();
  }
}
