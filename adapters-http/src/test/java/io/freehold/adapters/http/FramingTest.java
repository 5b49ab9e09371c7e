package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.LimitsOf;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where a request ends, said in one way only (threat T11), and how much of it is read for whom
/// (threat T28).
class FramingTest {
  private static final String INGEST = "POST /v1/data/instagram.profile HTTP/1.1\r\nHost: a\r\n";
  private static final String SMUGGLED = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private String owner(String bodyHash) {
    return "Authorization: "
        + Ask.post("/v1/data/instagram.profile", "")
            .claim("bodyHash", bodyHash)
            .authorization(Cast.OWNER_KEY)
        + "\r\n";
  }

  private Answer refused(String request, int status) throws IOException {
    try (var wire = new Wire(server.port())) {
      Answer answer = wire.send(request).receive();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("Connection")).hasValue("close");
      assertThat(wire.isClosedByTheServer()).isTrue();
      return answer;
    }
  }

  @Test
  void refusesAChunkedBodyAndSaysWhatToDo() throws IOException {
    server.start();

    Answer answer =
        refused(
            INGEST + owner("x") + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400);

    assertThat(answer.errorCode()).isEqualTo("INVALID_HEADER");
    assertThat(answer.text()).contains("Content-Length");
  }

  @Test
  void takesNoSecondRequestOutOfOneWithTwoFramings() throws IOException {
    server.start();

    refused(
        INGEST
            + owner("x")
            + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + SMUGGLED,
        400);
    refused(
        INGEST
            + owner("x")
            + "Transfer-Encoding: chunked\r\nContent-Length: 40\r\n\r\n0\r\n\r\n"
            + SMUGGLED,
        400);
    refused(
        INGEST + owner("x") + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}", 400);
  }

  @Test
  void takesNoSecondRequestOutOfOneWithTwoLengths() throws IOException {
    server.start();

    refused(INGEST + "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}" + SMUGGLED, 400);
    refused(INGEST + "Content-Length: 2, 40\r\n\r\n{}" + SMUGGLED, 400);
    refused(INGEST + "Content-Length: +2\r\n\r\n{}" + SMUGGLED, 400);
    refused(INGEST + "Content-Length: -2\r\n\r\n{}" + SMUGGLED, 400);
    refused(INGEST + "Content-Length: 0x2\r\n\r\n{}" + SMUGGLED, 400);
  }

  @Test
  void refusesEncodedBodies() throws IOException {
    server.start();

    Answer answer =
        refused(INGEST + owner("x") + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 415);

    assertThat(answer.errorCode()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    assertThat(
            Ask.post("/v1/data/instagram.profile", "{}")
                .header("Content-Encoding", "identity")
                .byTheOwner()
                .to(server)
                .status())
        .isEqualTo(201);
  }

  @Test
  void refusesBodiesWhereNoneBelongs() throws IOException {
    server.start();

    for (String method : new String[] {"GET", "HEAD", "DELETE"}) {
      try (var wire = new Wire(server.port())) {
        Answer answer =
            wire.send(
                    method
                        + " /v1/data/instagram.profile HTTP/1.1\r\nHost: a\r\n"
                        + "Content-Length: 2\r\n\r\n{}")
                .receiveHeadOnly();
        assertThat(answer.status()).as(method).isEqualTo(400);
      }
    }
    assertThat(Ask.get("/v1/data").header("Content-Length", "0").byTheOwner().to(server).status())
        .isEqualTo(200);
  }

  @Test
  void refusesALargeBodyByItsLengthAlone() throws IOException {
    server.limits = LimitsOf.with("ingestBytesMax", 100L);
    server.start();

    Answer answer = refused(INGEST + owner("x") + "Content-Length: 101\r\n\r\n", 413);

    assertThat(answer.errorCode()).isEqualTo("CONTENT_TOO_LARGE");
    assertThat(Ask.post("/v1/data/a.b", json(101)).byTheOwner().to(server).status()).isEqualTo(413);
    assertThat(Ask.post("/v1/data/a.b", json(100)).byTheOwner().to(server).status()).isEqualTo(201);
  }

  private static String json(int bytes) {
    return "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
  }

  @Test
  void neverReadsTheBodiesOfStrangers() throws IOException {
    server.start();
    var wires = new Wire[8];

    for (int i = 0; i < wires.length; i++) {
      wires[i] = new Wire(server.port());
      wires[i].send(INGEST + "Content-Length: 51380224\r\n\r\n").send(new byte[1000]);
    }

    for (Wire wire : wires) {
      Answer answer = wire.receive();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.errorCode()).isEqualTo("MISSING_AUTH");
      assertThat(answer.header("Connection")).hasValue("close");
      wire.close();
    }
  }

  @Test
  void deliversTheRefusalThoughTheClientGoesOnSending() throws IOException {
    server.start();

    try (var wire = new Wire(server.port())) {
      Answer answer = wire.send(INGEST + "Content-Length: 200000\r\n\r\n").receive();
      for (int i = 0; i < 20; i++) {
        wire.send(new byte[10_000]);
      }

      assertThat(answer.status()).isEqualTo(401);
      assertThat(wire.isClosedByTheServer()).isTrue();
    }
  }

  @Test
  void readsNoBodyOfABuilderWhereOnlyTheOwnerMaySend() throws IOException {
    server.start();
    String builder = Ask.post("/v1/data/instagram.profile", "{}").authorization(Cast.BUILDER_KEY);

    try (var wire = new Wire(server.port())) {
      Answer answer =
          wire.send(
                  INGEST
                      + "Authorization: "
                      + builder
                      + "\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
              .receive();

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.errorCode()).isEqualTo("NOT_OWNER");
    }
  }

  @Test
  void answersExpectContinueOnlyToWhoMaySend() throws IOException {
    server.start();
    String expecting = INGEST + "Expect: 100-continue\r\nContent-Length: 2\r\n";

    try (var stranger = new Wire(server.port());
        var owner = new Wire(server.port())) {
      assertThat(stranger.send(expecting + "\r\n").receive().status()).isEqualTo(401);

      String hash = "sha256:" + Ask.sha256("{}".getBytes());
      Answer goOn = owner.send(expecting + owner(hash) + "\r\n").receive();
      assertThat(goOn.statusLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(owner.send("{}").receive().status()).isEqualTo(201);
    }
  }

  @Test
  void refusesABodyThatIsNotTheSignedOne() throws IOException {
    server.start();

    try (var wire = new Wire(server.port())) {
      String hash = "sha256:" + Ask.sha256("{}".getBytes());
      Answer answer = wire.send(INGEST + owner(hash) + "Content-Length: 3\r\n\r\n{ }").receive();

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.reason()).isEqualTo("Body hash mismatch");
    }
    assertThat(Ask.get("/v1/data").byTheOwner().to(server).json().getInteger("total")).isZero();
  }

  @Test
  void refusesAnEmptyHashForABody() {
    server.start();

    Answer answer = Ask.post("/v1/data/a.b", "{}").claim("bodyHash", "").byTheOwner().to(server);

    assertThat(answer.reason()).isEqualTo("Body hash mismatch");
  }

  @Test
  void givesUpOnABodyThatDoesNotArrive() throws IOException {
    server.limits = LimitsOf.with("bodyTimeout", java.time.Duration.ofMillis(200));
    server.start();

    Answer answer = refused(INGEST + owner("x") + "Content-Length: 2\r\n\r\n{", 400);

    assertThat(answer.errorCode()).isEqualTo("INVALID_BODY");
  }

  @Test
  void saysWhenTheHeapIsTooSmallForABody() {
    server.heapBytes = 40_000;
    server.start();

    Answer tooLarge = Ask.post("/v1/data/a.b", json(3_001)).byTheOwner().to(server);
    Answer fits = Ask.post("/v1/data/a.b", json(3_000)).byTheOwner().to(server);

    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.text()).contains("-Xmx").contains("3000 bytes");
    assertThat(fits.status()).isEqualTo(201);
  }

  @Test
  void asksToComeAgainWhenTheHeapIsTakenByOtherBodies() throws IOException {
    server.heapBytes = 40_000;
    server.start();

    try (var wire = new Wire(server.port())) {
      String hash = "sha256:" + Ask.sha256(json(2_000).getBytes());
      wire.send(INGEST + owner(hash) + "Expect: 100-continue\r\nContent-Length: 2000\r\n\r\n");
      assertThat(wire.receive().status()).isEqualTo(100);

      Answer second = Ask.post("/v1/data/a.b", json(1_001)).byTheOwner().to(server);
      Answer small = Ask.post("/v1/data/a.b", json(1_000)).byTheOwner().to(server);
      assertThat(second.status()).isEqualTo(503);
      assertThat(second.header("Retry-After")).isPresent();
      assertThat(small.status()).isEqualTo(201);

      assertThat(wire.send(json(2_000)).receive().status()).isEqualTo(201);
      assertThat(Ask.post("/v1/data/a.b", json(3_000)).byTheOwner().to(server).status())
          .isEqualTo(201);
    }
  }

  @Test
  void keepsTheConnectionForTheNextRequest() throws IOException {
    server.start();

    try (var wire = new Wire(server.port())) {
      byte[] ingest = Ask.post("/v1/data/a.b", "{}").byTheOwner().bytes();
      assertThat(wire.send(ingest).receive().status()).isEqualTo(201);
      assertThat(wire.send(SMUGGLED).receive().status()).isEqualTo(200);
      assertThat(wire.send(SMUGGLED + SMUGGLED).receive().status()).isEqualTo(200);
      assertThat(wire.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void boundsTheTargetAndTheHeaders() throws IOException {
    server.limits = LimitsOf.with(Map.of("targetBytesMax", 100, "headerBytesMax", 200));
    server.start();

    assertThat(refused("GET /" + "a".repeat(200) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414).errorCode())
        .isEqualTo("TARGET_TOO_LONG");
    assertThat(
            refused("GET /health HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(300) + "\r\n\r\n", 431)
                .errorCode())
        .isEqualTo("HEADERS_TOO_LARGE");
    assertThat(refused("BAD\r\n\r\n", 400).errorCode()).isEqualTo("INVALID_REQUEST");
  }
}
