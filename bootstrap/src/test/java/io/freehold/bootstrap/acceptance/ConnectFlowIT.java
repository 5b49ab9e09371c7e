package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.cli.FreeholdCommand;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.RequestSigner;
import io.freehold.bootstrap.config.ConfigLoader;
import io.freehold.bootstrap.tour.AppPage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// §6.3 with everything in it: a builder's page with its manifest, the relay, the gateway, the
/// owner at the command line, and the data.
class ConnectFlowIT {
  private static final Map<String, String> WITH_A_LOCAL_APP =
      Map.of("FREEHOLD_EGRESS_ALLOW_LOOPBACK", "true");
  private static final int ASKS_MAX = 60;

  /// A relay tells those to wait who poll much faster than the clients of the protocol.
  private static final int PAUSE_MILLIS = 1_000;

  @TempDir private Path folder;

  private final AppPage app = new AppPage();
  private RunningServer server;

  /// Makes each request for a session another one: a signed request is good once.
  private int sessions;

  @AfterEach
  void stop() {
    server.close();
    app.close();
  }

  private void start() {
    server = RunningServer.at(folder.resolve("home"), WITH_A_LOCAL_APP);
    server.registerServer();
    server.registerBuilder(server.builder, app.url());
    app.publish("Reader", server.builder);
    server.ingest("instagram.profile", "{\"username\":\"alice\",\"followers\":1234}");
  }

  private JsonNode asked(boolean namesTheOwner, String... scopes) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("granteeAddress", server.builder.address().value());
    List.of(scopes).forEach(body.putArray("scopes")::add);
    body.put("app_user_id", "user-" + ++sessions);
    if (namesTheOwner) {
      body.put("userAddress", server.owner.address().value());
    }
    Answer answer =
        relay()
            .as(new Credential.Signed(new RequestSigner(server.builder, InstantSource.system())))
            .post("/v1/session/init", body.toString());
    assertThat(answer.status()).describedAs(new String(answer.body())).isBetween(200, 201);
    return answer.json();
  }

  private ApiClient relay() {
    return new ApiClient(server.url("relay"), new Credential.None());
  }

  private JsonNode polled(JsonNode session) {
    return relay().get("/v1/session/" + session.path("sessionId").asText() + "/poll").json();
  }

  private String link(JsonNode session) {
    return session.path("deepLinkUrl").asText();
  }

  private int freehold(String... arguments) {
    var environment =
        Map.of(
            "FREEHOLD_HOME",
            folder.resolve("home").toString(),
            "FREEHOLD_URL",
            server.url("server"),
            "FREEHOLD_TOKEN",
            server.token().reveal());
    return FreeholdCommand.run(
        new Context(new ConfigLoader(environment), InstantSource.system(), new SecureRandom()),
        arguments);
  }

  private Answer received(JsonNode session) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("deepLink", link(session));
    return server.owner().post("/v1/connect/requests", body.toString());
  }

  private void assertReads(String grant, int status) {
    Answer answer = server.builderWith(grant).get("/v1/data/instagram.profile");
    assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(status);
  }

  /// What the poll says that says so first.
  private JsonNode awaitStatus(JsonNode session, String status) throws InterruptedException {
    JsonNode last = polled(session);
    for (int i = 0; i < ASKS_MAX && !last.path("status").asText().equals(status); i++) {
      Thread.sleep(PAUSE_MILLIS);
      last = polled(session);
    }
    assertThat(last.path("status").asText()).describedAs(last.toString()).isEqualTo(status);
    return last;
  }

  @Test
  void anOwnerSaysYesAndTheBuilderReads() {
    start();
    JsonNode session = asked(false, "instagram.profile", "instagram.likes");
    assertThat(polled(session).path("status").asText()).isEqualTo("pending");

    int exitCode =
        freehold(
            "connect", link(session), "--yes", "--scopes", "instagram.profile", "--expires", "30d");

    assertThat(exitCode).isZero();
    JsonNode outcome = polled(session);
    assertThat(outcome.path("status").asText()).isEqualTo("approved");
    JsonNode grant = outcome.path("grant");
    assertThat(grant.path("userAddress").asText())
        .isEqualToIgnoringCase(server.owner.address().value());
    assertThat(grant.path("scopes")).hasSize(1);
    assertThat(grant.path("expiresAt").asLong()).isPositive();
    assertThat(grant.path("serverAddress").asText()).startsWith("0x");
    ApiClient reading = server.builderWith(grant.path("grantId").asText());
    assertThat(reading.get("/v1/data/instagram.profile").status()).isEqualTo(200);
    assertThat(reading.get("/v1/data/instagram.likes").status()).isEqualTo(412);
    JsonNode receipt = server.owner().get("/v1/connect/receipts").json().path("receipts").path(0);
    assertThat(receipt.path("grantId")).isEqualTo(grant.path("grantId"));
    assertThat(receipt.path("text").path(0).asText())
        .isEqualTo("\"Reader\" asks to read your data.");
    assertThat(receipt.toString()).contains("Your Instagram profile");
  }

  @Test
  void aRevokedGrantIsNotReadAnyMore() {
    start();
    JsonNode session = asked(false, "instagram.profile");
    freehold("connect", link(session), "--yes");
    String grant = polled(session).path("grant").path("grantId").asText();

    assertThat(freehold("grants", "revoke", grant)).isZero();

    assertReads(grant, 410);
  }

  @Test
  void anOwnerSaysNoAndTheBuilderKnowsWhy() {
    start();
    JsonNode session = asked(false, "instagram.profile");

    assertThat(freehold("connect", link(session), "--deny", "--reason", "not now")).isZero();

    assertThat(polled(session).path("status").asText()).isEqualTo("denied");
    assertThat(polled(session).path("reason").asText()).isEqualTo("not now");
  }

  @Test
  void nothingIsDecidedWithoutADecision() {
    start();
    JsonNode session = asked(false, "instagram.profile");

    assertThat(freehold("connect", link(session), "--json")).isEqualTo(2);

    assertThat(polled(session).path("status").asText()).isEqualTo("claimed");
    assertThat(server.owner().get("/v1/grants").json().path("grants")).isEmpty();
    assertThat(freehold("connect", "approve", session.path("sessionId").asText())).isZero();
    assertThat(polled(session).path("status").asText()).isEqualTo("approved");
  }

  /// Threat T17 and §5.5.
  @Test
  void anAppThatCannotShowWhoItIsIsTurnedAway() {
    start();
    app.publish("Reader", server.stranger());
    JsonNode session = asked(false, "instagram.profile");

    Answer answer = received(session);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errorCode()).isEqualTo("MANIFEST_INVALID");
    assertThat(polled(session).path("status").asText()).isEqualTo("denied");
    assertThat(freehold("connect", link(asked(false, "instagram.profile")), "--yes")).isEqualTo(1);
    assertThat(server.owner().get("/v1/grants").json().path("grants")).isEmpty();
  }

  @Test
  void aRuleAgreesToARequestThatTheServerFindsItself() throws InterruptedException {
    start();
    assertThat(
            freehold(
                "connect",
                "rules",
                "add",
                "--to",
                server.builder.address().value(),
                "--scope",
                "instagram.*",
                "--uses",
                "1"))
        .isZero();

    JsonNode session = asked(true, "instagram.profile");

    String grant = awaitStatus(session, "approved").path("grant").path("grantId").asText();
    assertReads(grant, 200);
    assertThat(freehold("connect", "rules", "list")).isZero();
    JsonNode second = asked(true, "instagram.profile");
    var _ = awaitStatus(second, "claimed");
    assertThat(freehold("connect", "list")).isZero();
    assertThat(freehold("connect", "receipts")).isZero();
  }

  @Test
  void anAmendedGrantTakesThePlaceOfTheEarlierOne() {
    start();
    JsonNode first = asked(false, "instagram.profile");
    freehold("connect", link(first), "--yes");
    String earlier = polled(first).path("grant").path("grantId").asText();
    JsonNode second = asked(false, "instagram.profile", "chatgpt.conversations");

    JsonNode difference = received(second).json().path("sheet").path("difference");
    assertThat(difference.path("added").path(0).asText()).isEqualTo("chatgpt.conversations");
    assertThat(difference.path("amended").path(0).path("grantId").asText()).isEqualTo(earlier);
    assertThat(freehold("connect", link(second), "--yes")).isZero();

    String later = polled(second).path("grant").path("grantId").asText();
    assertReads(earlier, 410);
    assertReads(later, 200);
  }

  /// The grant is made, the relay cannot be told, the process ends: the next start tells it.
  @Test
  void aYesIsFinishedAtTheNextStart() throws Exception {
    var relayTarget = new String[] {""};
    HttpServer between =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    between.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body = exchange.getRequestBody().readAllBytes();
          boolean isClaim = path.endsWith("/claim");
          Answer answer =
              isClaim
                  ? new ApiClient(relayTarget[0], new Credential.None()).post(path, body)
                  : new Answer(503, "{}".getBytes(), "");
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(answer.status(), answer.body().length);
          exchange.getResponseBody().write(answer.body());
          exchange.close();
        });
    between.start();
    server =
        RunningServer.at(
            folder.resolve("home"),
            Map.of(
                "FREEHOLD_EGRESS_ALLOW_LOOPBACK",
                "true",
                "FREEHOLD_RELAY_URL",
                "http://127.0.0.1:" + between.getAddress().getPort()));
    relayTarget[0] = server.url("relay");
    server.registerServer();
    server.registerBuilder(server.builder, app.url());
    app.publish("Reader", server.builder);
    server.ingest("instagram.profile", "{\"username\":\"alice\",\"followers\":1234}");
    JsonNode session = asked(false, "instagram.profile");
    String id = received(session).json().path("id").asText();

    Answer yes = server.owner().post("/v1/connect/requests/" + id + "/approve", "{}");

    assertThat(yes.status()).isEqualTo(202);
    assertThat(yes.json().path("status").asText()).isEqualTo("approving");
    assertThat(polled(session).path("status").asText()).isEqualTo("claimed");
    server.close();
    between.stop(0);
    server = RunningServer.at(folder.resolve("home"), WITH_A_LOCAL_APP);

    String grant = awaitStatus(session, "approved").path("grant").path("grantId").asText();
    assertThat(grant).isEqualTo(yes.json().path("grantId").asText());
    assertThat(server.owner().get("/v1/grants").json().path("grants")).hasSize(1);
    assertReads(grant, 200);
  }

  /// Threats T45 and T48: it opens a session in the owner's name, so nobody else can read it.
  @Test
  void aSessionsSecretIsInNoFileOnceTheSessionIsOver() throws Exception {
    start();
    JsonNode session = asked(false, "instagram.profile");
    String link = link(session);
    String secret = link.substring(link.indexOf("secret=") + 7);
    freehold("connect", link, "--yes");
    server.close();

    try (var files = Files.walk(folder.resolve("home"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(secret);
      }
    }
  }
}
