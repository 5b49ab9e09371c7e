package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.freehold.application.port.Signer;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.RequestSigner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The session relay of a whole server, with real signatures (§4.5).
class RelayRoleIT {
  /// What the builder SDK of others sends, with the signature of its builder.
  private static final String C1_BODY =
      "{\"granteeAddress\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\"scopes\":[\"instagram.profile\",\"chatgpt.conversations\"],\"webhookUrl\":\"https://app.example.com/api/webhook\",\"app_user_id\":\"user-42\"}";

  private static final String C1_HEADER =
      "Web3Signed eyJhdWQiOiJodHRwczovL3Nlc3Npb24tcmVsYXkudmFuYS5vcmciLCJib2R5SGFzaCI6IjIyZmQ2MzQyMzlmZWJjMjQ5NDZjOTEyMTk5OGNjMmM5ODcyNDE0OTAwMTE2NDU1MTFhYzQwOTYzZjhmMzUyNjMiLCJleHAiOjE3NzAwMDAzMDAsImlhdCI6MTc3MDAwMDAwMCwibWV0aG9kIjoiUE9TVCIsInVyaSI6Ii92MS9zZXNzaW9uL2luaXQifQ.0xe82d165636903843026db7b8bbcc41f7244b5fd648d44944a326f7cebcc31d5438e769e9fd192e8fe08585264c4cfa6081b436d7a894be2d55c1b18f817b9e691b";

  @TempDir private Path folder;

  private static ApiClient relay(RunningServer server) {
    return new ApiClient(server.url("relay"), new Credential.None());
  }

  private static ApiClient relay(RunningServer server, Signer signer) {
    return relay(server)
        .as(new Credential.Signed(new RequestSigner(signer, InstantSource.system())));
  }

  private static JsonNode init(RunningServer server, String more) {
    Answer answer =
        relay(server, server.builder)
            .post(
                "/v1/session/init",
                "{\"granteeAddress\":\"%s\",\"scopes\":[\"instagram.profile\"]%s}"
                    .formatted(server.builder.address(), more));
    assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(200);
    return answer.json();
  }

  private static String secretOf(JsonNode session) {
    String link = session.path("deepLinkUrl").asText();
    return link.substring(link.indexOf("secret=") + 7);
  }

  private static String idOf(JsonNode session) {
    return session.path("sessionId").asText();
  }

  private static int claim(RunningServer server, JsonNode session) {
    return relay(server)
        .post(
            "/v1/session/claim",
            "{\"sessionId\":\"%s\",\"secret\":\"%s\"}".formatted(idOf(session), secretOf(session)))
        .status();
  }

  private static int approve(RunningServer server, JsonNode session, String grantId) {
    return relay(server)
        .post(
            "/v1/session/" + idOf(session) + "/approve",
            "{\"secret\":\"%s\",\"grantId\":\"%s\",\"userAddress\":\"%s\",\"scopes\":[\"instagram.profile\"]}"
                .formatted(secretOf(session), grantId, server.owner.address()))
        .status();
  }

  private static JsonNode poll(RunningServer server, JsonNode session) {
    return relay(server).get("/v1/session/" + idOf(session) + "/poll").json();
  }

  private RunningServer relayOfOthers() {
    return RunningServer.at(
        folder,
        Map.of("FREEHOLD_RELAY_ORIGIN", "https://session-relay.vana.org"),
        InstantSource.fixed(Instant.ofEpochSecond(1_770_000_000)));
  }

  private static Answer sendC1(RunningServer server) {
    return relay(server)
        .as(new Credential.Header(C1_HEADER))
        .send(
            "POST",
            "/v1/session/init",
            C1_BODY.getBytes(StandardCharsets.UTF_8),
            Map.of("Content-Type", "application/json"));
  }

  /// The relay keeps no access log to tell when it was used last; the clock stands still.
  @Test
  void takesNothingAgainThatWasSignedInTheSecondOfARestart() {
    try (var server = relayOfOthers()) {
      server.registerBuilder(server.builder);
      assertThat(sendC1(server).status()).isEqualTo(200);
    }
    try (var server = relayOfOthers()) {
      assertThat(sendC1(server).status()).isEqualTo(401);
    }
  }

  @Test
  void takesWhatTheBuilderSdkOfOthersSends() {
    try (var server = relayOfOthers()) {
      server.registerBuilder(server.builder);

      Answer answer = sendC1(server);

      assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(200);
      assertThat(answer.json().path("expiresAt").asText()).isEqualTo("2026-02-02T02:55:00Z");
    }
  }

  @Test
  void wantsARegisteredBuilder() {
    try (var server = RunningServer.at(folder)) {
      Answer answer =
          relay(server, server.builder)
              .post(
                  "/v1/session/init",
                  "{\"granteeAddress\":\"%s\",\"scopes\":[\"instagram.profile\"]}"
                      .formatted(server.builder.address()));

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.json().path("error").path("errorCode").asText())
          .isEqualTo("UNREGISTERED_BUILDER");
    }
  }

  @Test
  void keepsSessionsOverARestart() {
    JsonNode pending;
    JsonNode claimed;
    JsonNode approved;
    String grant = "0x" + "11".repeat(32);
    try (var server = RunningServer.withEverybodyRegistered(folder)) {
      pending = init(server, "");
      claimed = init(server, "");
      approved = init(server, ",\"app_user_id\":\"user-42\"");
      assertThat(claim(server, claimed)).isEqualTo(200);
      assertThat(claim(server, approved)).isEqualTo(200);
      assertThat(approve(server, approved, grant)).isEqualTo(200);
    }
    try (var server = RunningServer.at(folder)) {
      assertThat(poll(server, pending).path("status").asText()).isEqualTo("pending");
      assertThat(poll(server, claimed).path("status").asText()).isEqualTo("claimed");
      assertThat(poll(server, approved).path("grant").path("grantId").asText()).isEqualTo(grant);
      assertThat(poll(server, approved).path("grant").path("app_user_id").asText())
          .isEqualTo("user-42");
      assertThat(claim(server, pending)).isEqualTo(200);
      assertThat(claim(server, claimed)).isEqualTo(409);
      assertThat(approve(server, claimed, grant)).isEqualTo(200);
      assertThat(approve(server, approved, grant)).isEqualTo(200);
      assertThat(approve(server, approved, "0x" + "22".repeat(32))).isEqualTo(409);
    }
  }

  @Test
  void letsTheOwnersServerFindWhatAsksTheOwner() {
    try (var server = RunningServer.withEverybodyRegistered(folder)) {
      JsonNode session = init(server, ",\"userAddress\":\"%s\"".formatted(server.owner.address()));

      JsonNode waiting = relay(server, server.owner).get("/v1/session/waiting").json();
      Answer stranger =
          relay(server, server.stranger())
              .get("/v1/session/waiting?owner=" + server.owner.address());

      assertThat(waiting.path("sessions")).hasSize(1);
      assertThat(waiting.path("sessions").get(0).asText()).isEqualTo(idOf(session));
      assertThat(stranger.status()).isEqualTo(403);
    }
  }

  /// A builder's webhook on this machine.
  private static final class Hook implements AutoCloseable {
    private final HttpServer http;
    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private volatile int status = 200;

    Hook() throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext(
          "/",
          exchange -> {
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
          });
      http.start();
    }

    String url() {
      return "http://127.0.0.1:" + http.getAddress().getPort() + "/hook";
    }

    String next() throws InterruptedException {
      String body = bodies.poll(60, TimeUnit.SECONDS);
      assertThat(body).as("a webhook").isNotNull();
      return body;
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  @Test
  void tellsTheWebhookOfTheGrantAndOfItsEnd() throws Exception {
    try (var hook = new Hook();
        var server = RunningServer.at(folder, Map.of("FREEHOLD_EGRESS_ALLOW_LOOPBACK", "true"))) {
      server.registerServer();
      server.registerBuilder(server.builder);
      String grant = server.grant(0, "instagram.profile");
      JsonNode session = init(server, ",\"webhookUrl\":\"%s\"".formatted(hook.url()));
      assertThat(claim(server, session)).isEqualTo(200);
      assertThat(approve(server, session, grant)).isEqualTo(200);

      assertThat(hook.next()).contains("grant.approved", grant, idOf(session));

      assertThat(server.owner().delete("/v1/grants/" + grant).status()).isEqualTo(200);

      assertThat(hook.next()).contains("grant.revoked", grant);
      // That it arrived is written down a moment after it did.
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (isSomethingToTell(server) && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(isSomethingToTell(server)).isFalse();
    }
  }

  private static boolean isSomethingToTell(RunningServer server) {
    return !server.owner().get("/v1/relay/webhooks").json().path("webhooks").isEmpty();
  }

  @Test
  void keepsForItsOperatorWhatNobodyTook() throws Exception {
    try (var hook = new Hook();
        var server = RunningServer.at(folder, Map.of("FREEHOLD_EGRESS_ALLOW_LOOPBACK", "true"))) {
      server.registerBuilder(server.builder);
      hook.status = 410;
      JsonNode session = init(server, ",\"webhookUrl\":\"%s\"".formatted(hook.url()));
      assertThat(claim(server, session)).isEqualTo(200);
      assertThat(approve(server, session, "0x" + "11".repeat(32))).isEqualTo(200);
      String first = hook.next();
      JsonNode dead = server.owner().get("/v1/relay/webhooks?dead=true").json();
      while (dead.path("webhooks").isEmpty()) {
        dead = server.owner().get("/v1/relay/webhooks?dead=true").json();
      }
      String id = dead.path("webhooks").get(0).path("id").asText();
      assertThat(first).contains(id);
      hook.status = 200;

      Answer replayed = server.owner().post("/v1/relay/webhooks/" + id + "/replay", "{}");

      assertThat(replayed.json().path("replayed").asInt()).isEqualTo(1);
      assertThat(hook.next()).contains(id);
      assertThat(server.owner().post("/v1/relay/webhooks/evt_no/replay", "{}").status())
          .isEqualTo(404);
      assertThat(server.builder().get("/v1/relay/webhooks").status()).isEqualTo(403);
    }
  }

  @Test
  void isNotThereWhereTheSettingsTurnItOff() {
    try (var server = RunningServer.at(folder, Map.of("FREEHOLD_RELAY_ENABLED", "false"))) {
      assertThatThrownBy(() -> server.url("relay")).isInstanceOf(NullPointerException.class);
      assertThat(server.owner().get("/v1/relay/webhooks").status()).isEqualTo(404);
      assertThat(folder.resolve("relay/relay.db")).doesNotExist();
    }
  }

  @Test
  void hasAKeyOfItsOwn() {
    String first;
    try (var server = RunningServer.at(folder)) {
      first = relay(server).get("/health").json().path("identity").path("address").asText();
      assertThat(first).matches("0x[0-9a-f]{40}");
      assertThat(first)
          .isNotEqualTo(
              server.anybody().get("/health").json().path("identity").path("address").asText());
    }
    try (var server = RunningServer.at(folder)) {
      assertThat(relay(server).get("/health").json().path("identity").path("address").asText())
          .isEqualTo(first);
    }
  }
}
