package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Which requests reach a route, and what every answer carries.
class RoutingTest {
  private static final TestServer SERVER = TestServer.started();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static Answer raw(String request) throws IOException {
    try (var wire = new Wire(SERVER.port())) {
      return wire.send(request).receive();
    }
  }

  @Test
  void doesNotKnowOtherPaths() {
    for (String path :
        new String[] {
          "/",
          "/v1",
          "/v1/data/",
          "/v1/data/a.b/",
          "/v1/data/a.b/versions/",
          "/v1/data/a.b/x",
          "/V1/data",
          "/v1/Data",
          "/data",
          "/v2/data",
          "/health/",
          "/healthz",
          "/v1/grants/x/y",
          "/favicon.ico"
        }) {
      Answer answer = Ask.get(path).to(SERVER);
      assertThat(answer.statusLine()).as(path).isEqualTo("HTTP/1.1 404 Not Found");
      assertThat(answer.errorCode()).isEqualTo("NOT_FOUND");
    }
  }

  @Test
  void saysWhichMethodsAPathTakes() {
    Answer data = Ask.method("PUT", "/v1/data/a.b").to(SERVER);

    assertThat(data.statusLine()).isEqualTo("HTTP/1.1 405 Method Not Allowed");
    assertThat(data.errorCode()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(data.header("Allow")).hasValue("POST, GET, HEAD, DELETE");
    assertThat(Ask.post("/health", "").to(SERVER).header("Allow")).hasValue("GET");
    for (String method : new String[] {"OPTIONS", "TRACE", "PATCH", "CONNECT", "get", "FOO"}) {
      assertThat(Ask.method(method, "/v1/data").to(SERVER).status()).as(method).isEqualTo(405);
    }
  }

  /// Threat T10: there is no second way to name a method.
  @Test
  void knowsNoMethodOverride() {
    for (String header : new String[] {"X-HTTP-Method-Override", "X-Method-Override"}) {
      assertThat(
              Ask.get("/v1/data/instagram.profile")
                  .header(header, "DELETE")
                  .byTheOwner()
                  .to(SERVER)
                  .status())
          .isEqualTo(404);
    }
  }

  /// Threat T10: there is no second way to write a path.
  @Test
  void refusesAmbiguousTargets() throws IOException {
    for (String target :
        new String[] {
          "//v1/data",
          "/v1//data",
          "/v1/./data",
          "/v1/../v1/data",
          "/v1/data/..",
          "/v1/data/.",
          "/v1/%64ata",
          "/v1/data%2fa.b",
          "/v1/data/a%2eb",
          "/v1/data/%2e%2e/grants",
          "/v1/data;x=1",
          "/v1/data/a.b;x",
          "/v1\\data",
          "/v1/data#x",
          "/v1/data?x=#y",
          "/v1/data?x=\u00e9",
          "/v1/d\u00e4ta",
          "/v1/data/a.b\u0001",
          "/v1/data?x=\"",
          "/v1/data?<x>",
          "http://ps.example.com/v1/data",
          "http://evil.example.com/health",
          "ps.example.com:80",
          "*",
          "v1/data"
        }) {
      Answer answer = raw("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(answer.status()).as(target).isEqualTo(400);
      assertThat(answer.header("X-Request-Id")).as(target).isPresent();
    }
  }

  @Test
  void refusesTwoHosts() throws IOException {
    Answer answer = raw("GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void repeatsADecentRequestId() {
    assertThat(requestId("a.B_9-" + "x".repeat(58))).isEqualTo("a.B_9-" + "x".repeat(58));
    for (String bad : new String[] {"", "x".repeat(65), "a b", "a;b", "a/b", "<x>"}) {
      assertThat(requestId(bad)).as(bad).matches("[0-9a-f]{16}");
    }
  }

  private static String requestId(String given) {
    Answer answer = Ask.get("/nowhere").header("X-Request-Id", given).to(SERVER);
    String id = answer.header("X-Request-Id").orElseThrow();
    assertThat(answer.json().getJsonObject("error").getString("requestId")).isEqualTo(id);
    return id;
  }

  @Test
  void carriesSecurityHeadersAndNoBanner() throws IOException {
    for (Answer answer :
        new Answer[] {
          Ask.get("/health").to(SERVER),
          Ask.get("/nowhere").to(SERVER),
          Ask.get("/v1/grants").to(SERVER),
          Ask.get("/v1/grants").byTheOwner().to(SERVER),
          Ask.delete("/v1/data/a.b").byTheOwner().to(SERVER),
          raw("BAD\r\n\r\n")
        }) {
      assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.header("Referrer-Policy")).hasValue("no-referrer");
      assertThat(answer.header("X-Request-Id")).isPresent();
      assertThat(answer.header("Server")).isEmpty();
      assertThat(answer.header("X-Powered-By")).isEmpty();
    }
  }

  @Test
  void opensBuilderReadsToPagesOfOtherOrigins() {
    for (String path : new String[] {"/v1/data", "/v1/data/a.b", "/v1/data/a.b/versions"}) {
      Answer preflight = preflight(path, "GET");
      assertThat(preflight.statusLine()).isEqualTo("HTTP/1.1 204 No Content");
      assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue("*");
      assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(preflight.header("Access-Control-Allow-Methods")).hasValue("GET");
      assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
          .contains("Authorization", "Content-Type", "If-None-Match");
      assertThat(Ask.get(path).to(SERVER).header("Access-Control-Allow-Origin")).hasValue("*");
    }
    assertThat(preflight("/v1/grants/verify", "POST").status()).isEqualTo(204);
    assertThat(preflight("/health", "GET").status()).isEqualTo(204);
  }

  @Test
  void closesOwnerRoutesToPagesOfOtherOrigins() {
    String[][] routes = {
      {"/v1/data/a.b", "POST"},
      {"/v1/data/a.b", "DELETE"},
      {"/v1/grants", "GET"},
      {"/v1/grants", "POST"},
      {"/v1/grants/" + Cast.grantId(1), "DELETE"},
      {"/v1/access-logs", "GET"},
      {"/v1/access-logs/verify", "GET"},
      {"/v1/tokens", "POST"},
      {"/v1/server/registration", "POST"},
      {"/v1/schemas", "POST"}
    };
    for (String[] route : routes) {
      Answer preflight = preflight(route[0], route[1]);
      assertThat(preflight.status()).as(route[0]).isEqualTo(403);
      assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(
              Ask.method(route[1], route[0])
                  .header("Origin", "https://evil.example.com")
                  .to(SERVER)
                  .header("Access-Control-Allow-Origin"))
          .isEmpty();
    }
    assertThat(preflight("/v1/data", "PUT").status()).isEqualTo(403);
    assertThat(preflight("/v1/data", "G\"ET").status()).isEqualTo(403);
  }

  private static Answer preflight(String path, String method) {
    return Ask.method("OPTIONS", path)
        .header("Origin", "https://app.example.com")
        .header("Access-Control-Request-Method", method)
        .to(SERVER);
  }

  @Test
  void answersABugWithAnIncidentAndNothingMore() {
    var server = new TestServer();
    server.builders =
        _ -> {
          throw new IllegalStateException("geheim");
        };
    server.start();
    try (server) {
      Answer answer = Ask.get("/v1/data").byTheBuilder().to(server);

      assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 500 Internal Server Error");
      assertThat(answer.errorCode()).isEqualTo("INTERNAL_ERROR");
      assertThat(
              answer.json().getJsonObject("error").getJsonObject("details").getString("incident"))
          .matches("[0-9a-f]{16}");
      assertThat(answer.text()).doesNotContain("geheim").doesNotContain("Exception");
    }
  }

  @Test
  void answersHttpOneZero() throws IOException {
    assertThat(raw("GET /health HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
  }

  @Test
  void upgradesToNothingElse() throws IOException {
    for (String protocol : new String[] {"websocket", "h2c"}) {
      Answer answer =
          raw(
              "GET /health HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                  + "Upgrade: "
                  + protocol
                  + "\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n"
                  + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                  + "Sec-WebSocket-Version: 13\r\n\r\n");
      assertThat(answer.status()).as(protocol).isEqualTo(200);
    }
  }
}
