package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freehold.bootstrap.client.Answer;
import io.freehold.builder.BuilderClient;
import io.freehold.builder.connect.ApprovedGrant;
import io.freehold.builder.connect.Outcome;
import io.freehold.builder.connect.Session;
import io.freehold.builder.connect.SessionRequest;
import io.freehold.builder.connect.SessionState;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import io.freehold.builder.identity.BuilderKey;
import io.freehold.builder.manifest.VanaBlock;
import io.freehold.builder.webhook.RecentEvents;
import io.freehold.builder.webhook.WebhookCheck;
import io.freehold.builder.webhook.WebhookEvent;
import io.freehold.builder.webhook.WebhookVerifier;
import io.freehold.domain.Scope;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The "Connect data" flow (§6.3): an application made with the SDK, with a manifest and a webhook
/// of its own on this machine, and the owner who answers.
class ConnectWithSdkIT {
  private static final Scope PROFILE = new Scope("instagram.profile");

  @TempDir private Path home;

  private final BuilderKey key = BuilderKey.of(new Secret(RunningServer.BUILDER_KEY));
  private final BlockingQueue<WebhookCheck> told = new LinkedBlockingQueue<>();
  private HttpServer site;
  private RunningServer server;
  private BuilderClient client;
  private String manifest;

  @BeforeEach
  void start() throws IOException {
    server =
        RunningServer.at(
            home, Map.of("FREEHOLD_EGRESS_ALLOW_LOOPBACK", "true", "FREEHOLD_RELAY_PORT", "0"));
    server.registerServer();
    server.ingest("instagram.profile", "{\"username\":\"alice\",\"followers\":1234}");
    client =
        BuilderClient.forKey(key)
            .gateway(URI.create(server.url("gateway")))
            .relay(URI.create(server.url("relay")))
            .allowLoopback()
            .build();
    openSite();
    client.gateway().register(appUrl());
  }

  @AfterEach
  void stop() {
    site.stop(0);
    server.close();
  }

  @Test
  void anOwnerSaysYesAndTheApplicationReadsUntilTheOwnerTakesItBack() throws Exception {
    Session session = client.sessions().create(wanted());
    assertThat(client.sessions().check(session.id())).isEqualTo(new SessionState.Pending());

    Answer asked = ask(session);
    assertThat(client.sessions().check(session.id())).isEqualTo(new SessionState.Claimed());
    answer(session, "approve", "");
    Outcome outcome = client.sessions().await(session);

    assertThat(new String(asked.body(), StandardCharsets.UTF_8)).contains(appUrl());
    ApprovedGrant grant = ((Outcome.Approved) outcome).grant();
    assertThat(grant.user()).isEqualTo(server.owner.address());
    assertThat(grant.appUserId()).contains("user-42");
    assertThat(client.data(grant).read(PROFILE).text()).contains("alice");
    assertThat(nextEvent())
        .isInstanceOfSatisfying(
            WebhookEvent.GrantApproved.class,
            event -> {
              assertThat(event.grant().grantId()).isEqualTo(grant.grantId());
              assertThat(event.grant().appUserId()).contains("user-42");
              assertThat(event.envelope().session()).contains(session.id());
            });

    server.owner().delete("/v1/grants/" + grant.grantId());

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> client.data(grant).read(PROFILE))
        .satisfies(e -> assertThat(e.failure()).isInstanceOf(Failure.GrantRevoked.class));
    assertThat(nextEvent())
        .isInstanceOfSatisfying(
            WebhookEvent.GrantRevoked.class,
            event -> assertThat(event.grant().grantId()).isEqualTo(grant.grantId()));
  }

  @Test
  void anOwnerSaysYesToAPartOfIt() {
    Session session = client.sessions().create(wanted());
    ask(session);

    answer(session, "approve", "{\"scopes\":[\"instagram.profile\"]}");

    assertThat(client.sessions().await(session))
        .isInstanceOfSatisfying(
            Outcome.Approved.class,
            approved ->
                assertThat(approved.grant().scopes())
                    .containsExactly(new ScopePattern("instagram.profile")));
  }

  @Test
  void anOwnerSaysNo() throws Exception {
    Session session = client.sessions().create(wanted());
    ask(session);
    var waiting = client.sessions().awaitAsync(session);

    answer(session, "deny", "{\"reason\":\"not now\"}");

    assertThat(waiting.get(30, TimeUnit.SECONDS))
        .isEqualTo(new Outcome.Denied(Optional.of("not now")));
    assertThat(nextEvent())
        .isInstanceOfSatisfying(
            WebhookEvent.SessionDenied.class,
            event -> assertThat(event.reason()).contains("not now"));
  }

  @Test
  void aLongPollIsAnsweredWhenThereIsNews() throws Exception {
    Session session = client.sessions().create(wanted());
    var waiting =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () -> client.sessions().check(session.id(), Duration.ofSeconds(25)));

    ask(session);

    assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(new SessionState.Claimed());
  }

  @Test
  void aManifestThatSomebodyElseSignedEndsTheFlow() {
    manifest = block().sign(BuilderKey.of(new Secret(RunningServer.STRANGER_KEY))).manifest("app");
    Session session = client.sessions().create(wanted());

    ask(session);

    assertThat(client.sessions().check(session.id())).isNotInstanceOf(Outcome.Approved.class);
    assertThat(
            server.owner().post("/v1/connect/requests/" + session.id() + "/approve", "{}").status())
        .isGreaterThanOrEqualTo(400);
  }

  private SessionRequest wanted() {
    return SessionRequest.forScopes("instagram.profile", "instagram.posts")
        .withAppUserId("user-42")
        .withWebhook(URI.create(appUrl() + "/api/webhook"));
  }

  private Answer ask(Session session) {
    return server
        .owner()
        .post("/v1/connect/requests", "{\"deepLink\":\"" + session.deepLink() + "\"}");
  }

  private void answer(Session session, String verb, String body) {
    Answer answer = server.owner().post("/v1/connect/requests/" + session.id() + "/" + verb, body);
    assertThat(answer.isSuccess()).describedAs(new String(answer.body())).isTrue();
  }

  private WebhookEvent nextEvent() throws InterruptedException {
    WebhookCheck check = told.poll(30, TimeUnit.SECONDS);
    assertThat(check).isInstanceOf(WebhookCheck.Genuine.class);
    return ((WebhookCheck.Genuine) check).event();
  }

  private String appUrl() {
    return "http://localhost:" + site.getAddress().getPort();
  }

  private VanaBlock block() {
    return new VanaBlock(
        appUrl(),
        appUrl() + "/privacy",
        appUrl() + "/terms",
        appUrl() + "/support",
        appUrl() + "/api/webhook");
  }

  private void openSite() throws IOException {
    WebhookVerifier webhooks = client.webhooks(client.relayAddress(), new RecentEvents(100));
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    manifest = block().sign(key).manifest("An app");
    site.createContext(
        "/",
        exchange ->
            reply(
                exchange,
                "text/html",
                "<!doctype html><title>x</title><link rel=\"manifest\" href=\"/app.webmanifest\">"));
    site.createContext(
        "/app.webmanifest", exchange -> reply(exchange, "application/manifest+json", manifest));
    site.createContext(
        "/api/webhook",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          told.add(webhooks.check(exchange.getRequestHeaders()::getFirst, body));
          reply(exchange, "text/plain", "thanks");
        });
    site.start();
  }

  private static void reply(HttpExchange exchange, String type, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
