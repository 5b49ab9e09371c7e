package io.freehold.builder.connect;

import static io.freehold.builder.StubServer.json;
import static io.freehold.builder.StubServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.freehold.builder.StubServer;
import io.freehold.builder.StubServer.Received;
import io.freehold.builder.StubServer.Saying;
import io.freehold.builder.TestClients;
import io.freehold.builder.TestKeys;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import io.freehold.builder.identity.BodyHash;
import io.freehold.builder.identity.SignedText;
import io.freehold.builder.json.Json;
import io.freehold.domain.Scope;
import io.freehold.domain.Signature;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
  private static final String ID = "7b3f0c52-1d7f-4f0e-9d0e-0d4a6c8b1f11";
  private static final String POLL = "/v1/session/" + ID + "/poll";
  private static final String GRANT =
      "{\"grantId\":\"0x%s\",\"userAddress\":\"%s\",\"builderAddress\":\"%s\",\"scopes\":[\"instagram.profile\"],\"expiresAt\":%s,\"app_user_id\":\"user-42\",\"appUserId\":\"user-42\"}";
  private static final Session SESSION =
      new Session(
          new SessionId(ID),
          URI.create("vana://connect?sessionId=" + ID + "&secret=s3cr3t"),
          TestClients.NOW.plusSeconds(900));

  private final StubServer relay = new StubServer();
  private final TestClients clients = new TestClients();
  private final Sessions sessions = clients.at(relay.url()).build().sessions();

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void createsASessionWithASignedRequest() {
    relay.on("/v1/session/init", created("\"2026-02-02T02:55:00Z\""));

    Session session =
        sessions.create(
            SessionRequest.forScopes("instagram.profile", "chatgpt.*")
                .withAppUserId("user-42")
                .withWebhook(URI.create("https://app.example.com/api/webhook")));

    assertThat(session.id().value()).isEqualTo(ID);
    assertThat(session.deepLink()).hasToString("vana://connect?sessionId=" + ID + "&secret=s3cr3t");
    assertThat(session.expiresAt()).isEqualTo("2026-02-02T02:55:00Z");
    Received request = relay.last();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.text())
        .isEqualTo(
            "{\"granteeAddress\":\"%s\",\"scopes\":[\"instagram.profile\",\"chatgpt.*\"],\"webhookUrl\":\"https://app.example.com/api/webhook\",\"app_user_id\":\"user-42\"}"
                .formatted(TestKeys.BUILDER.address()));
    assertSigned(request);
  }

  @Test
  void namesThePersonItAsksWhereThatIsKnown() {
    relay.on("/v1/session/init", created("1770000900"));

    sessions.create(SessionRequest.forScopes("a.b").withUser(TestKeys.OWNER.address()));

    assertThat(Json.parse(relay.last().body()).text("userAddress"))
        .contains(TestKeys.OWNER.address().value());
  }

  private void assertSigned(Received request) {
    String[] parts = request.header("Authorization").substring(11).split("\\.");
    Json claims = Json.parse(Base64.getUrlDecoder().decode(parts[0]));
    assertThat(new SignedText(parts[0], new Signature(parts[1])).signer())
        .contains(TestKeys.BUILDER.address());
    assertThat(claims.text("aud")).contains(relay.url().toString());
    assertThat(claims.text("uri")).contains("/v1/session/init");
    assertThat(claims.text("bodyHash")).contains(BodyHash.CANONICAL_JSON.of(request.body()));
  }

  @Test
  void readsTimesInSecondsAndMilliseconds() {
    relay.on("/v1/session/init", created("1770000900"), created("1770000900123"));

    assertThat(sessions.create(SessionRequest.forScopes("a.b")).expiresAt())
        .isEqualTo("2026-02-02T02:55:00Z");
    assertThat(sessions.create(SessionRequest.forScopes("a.b")).expiresAt())
        .isEqualTo("2026-02-02T02:55:00.123Z");
  }

  @Test
  void doesNotPrintTheSecretOfASession() {
    assertThat(SESSION.toString()).contains(ID).doesNotContain("s3cr3t");
    relay.on("/v1/session/init", json(200, "{\"sessionId\":\"/\",\"deepLinkUrl\":\"x:s3cr3t\"}"));

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> sessions.create(SessionRequest.forScopes("a.b")))
        .satisfies(e -> assertThat(e.failure()).isInstanceOf(Failure.Unreadable.class))
        .withMessageNotContaining("s3cr3t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "DATA:text/html,x", "/connect?secret=s3cr3t", "a b"})
  void offersNoLinkThatABrowserWouldRun(String link) {
    relay.on(
        "/v1/session/init",
        json(
            200,
            "{\"sessionId\":\"s1\",\"deepLinkUrl\":\"%s\",\"expiresAt\":1770000900}"
                .formatted(link)));

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> sessions.create(SessionRequest.forScopes("a.b")))
        .satisfies(e -> assertThat(e.failure()).isInstanceOf(Failure.Unreadable.class))
        .withMessageNotContaining("s3cr3t");
  }

  @Test
  void tellsHowASessionStands() {
    relay.on(
        POLL,
        state("pending"),
        state("claimed"),
        approved("0"),
        json(200, "{\"status\":\"denied\",\"reason\":\"not now\"}"),
        json(200, "{\"status\":\"denied\"}"),
        state("expired"),
        refusal(410, "SESSION_EXPIRED"));

    assertThat(check()).isEqualTo(new SessionState.Pending());
    assertThat(check()).isEqualTo(new SessionState.Claimed());
    assertThat(check()).isInstanceOf(Outcome.Approved.class);
    assertThat(check()).isEqualTo(new Outcome.Denied(Optional.of("not now")));
    assertThat(check()).isEqualTo(new Outcome.Denied(Optional.empty()));
    assertThat(check()).isEqualTo(new Outcome.Expired());
    assertThat(check()).isEqualTo(new Outcome.Expired());
    assertThat(relay.received())
        .allSatisfy(request -> {
          assertThat(request.header("Prefer")).isEmpty();
          assertThat(request.header("Authorization")).isEmpty();
        });
  }

  @Test
  void readsTheGrant() {
    relay.on(POLL, approved("1770009999"));

    var grant = ((Outcome.Approved) check()).grant();

    assertThat(grant.user()).isEqualTo(TestKeys.OWNER.address());
    assertThat(grant.covers(new Scope("instagram.profile"))).isTrue();
    assertThat(grant.covers(new Scope("instagram.posts"))).isFalse();
    assertThat(grant.expiresAt()).contains(Instant.ofEpochSecond(1_770_009_999));
    assertThat(grant.appUserId()).contains("user-42");
    assertThat(grant.serverAddress()).isEmpty();
    assertThat(grant.server()).isEqualTo(TestKeys.OWNER.address());
  }

  @Test
  void doesNotTakeAGrantThatIsMadeOutToAnother() {
    relay.on(
        POLL,
        json(
            200,
            "{\"status\":\"approved\",\"grant\":%s}"
                .formatted(
                    GRANT.formatted(
                        "11".repeat(32), TestKeys.OWNER.address(), TestKeys.RELAY.address(), 0))));

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(this::check)
        .satisfies(e -> assertThat(e.failure().errorCode()).isEqualTo("NOT_OURS"));
  }

  @Test
  void asksRelaysToHoldTheAnswerBackIfThatIsWanted() {
    relay.on(POLL, state("pending"));

    assertThat(sessions.check(new SessionId(ID), Duration.ofSeconds(7)))
        .isEqualTo(new SessionState.Pending());
    assertThat(relay.last().header("Prefer")).isEqualTo("wait=7");
  }

  @Test
  void waitsUntilTheSessionIsDecidedAskingLessAndLessOften() {
    relay.on(
        POLL,
        state("pending"),
        state("pending"),
        state("claimed"),
        state("claimed"),
        approved("0"));

    assertThat(sessions.await(SESSION)).isInstanceOf(Outcome.Approved.class);

    assertThat(relay.received()).hasSize(5);
    assertThat(clients.waits).hasSize(4);
    assertThat(clients.waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(clients.waits.get(3)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void bearsWithARelayThatIsAwayForAWhile() {
    relay.on(POLL, refusal(503, "UNAVAILABLE"), refusal(502, "BAD"), approved("0"));

    assertThat(sessions.await(SESSION)).isInstanceOf(Outcome.Approved.class);
  }

  @Test
  void bearsWithARelayThatIsAwayForLongerThanARequestIsRepeated() {
    var away = new Saying[10];
    java.util.Arrays.fill(away, refusal(503, "UNAVAILABLE"));
    away[9] = approved("0");
    relay.on(POLL, away);

    assertThat(sessions.await(SESSION)).isInstanceOf(Outcome.Approved.class);
  }

  @Test
  void endsWithTheSession() {
    Session over =
        new Session(SESSION.id(), SESSION.deepLink(), TestClients.NOW.minusSeconds(3600));
    relay.on(POLL, state("pending"));

    assertThat(sessions.await(over)).isEqualTo(new Outcome.Expired());
    assertThat(relay.received()).hasSize(1);
  }

  @Test
  void waitsNoLongerThanItMay() {
    relay.on(POLL, state("claimed"));

    assertThat(sessions.await(SESSION, Duration.ZERO)).isEqualTo(new SessionState.Claimed());
  }

  @Test
  void tellsWhatIsFinalAtOnce() {
    relay.on(POLL, refusal(404, "SESSION_NOT_FOUND"));

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> sessions.await(SESSION))
        .satisfies(e -> assertThat(e.failure()).isInstanceOf(Failure.NotFound.class));
    assertThat(relay.received()).hasSize(1);
  }

  @Test
  void doesTheSameLater() {
    relay.on("/v1/session/init", created("1770000900"), refusal(400, "VALIDATION_ERROR"));
    relay.on(POLL, state("pending"), approved("0"));
    var wanted = SessionRequest.forScopes("instagram.profile");

    Outcome outcome = sessions.createAsync(wanted).thenCompose(sessions::awaitAsync).join();

    assertThat(outcome).isInstanceOf(Outcome.Approved.class);
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> sessions.createAsync(wanted).join())
        .withCauseInstanceOf(FailureException.class);
  }

  @Test
  void asksOnlyForWhatCanBeGranted() {
    assertThatIllegalArgumentException().isThrownBy(() -> SessionRequest.forScopes());
    assertThatIllegalArgumentException().isThrownBy(() -> SessionRequest.forScopes("nonsense"));
    var wanted = SessionRequest.forScopes("a.b");
    assertThat(wanted.withAppUserId("x".repeat(256))).isNotNull();
    assertThatIllegalArgumentException().isThrownBy(() -> wanted.withAppUserId("x".repeat(257)));
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionId("a/../b"));
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionId(""));
  }

  private SessionState check() {
    return sessions.check(SESSION.id());
  }

  private static Saying created(String expiresAt) {
    return json(
        201,
        "{\"sessionId\":\"%s\",\"deepLinkUrl\":\"vana://connect?sessionId=%s&secret=s3cr3t\",\"expiresAt\":%s}"
            .formatted(ID, ID, expiresAt));
  }

  private static Saying state(String status) {
    return json(200, "{\"status\":\"" + status + "\"}");
  }

  private static Saying approved(String expiresAt) {
    return json(
        200,
        "{\"status\":\"approved\",\"grant\":%s}"
            .formatted(
                GRANT.formatted(
                    "11".repeat(32),
                    TestKeys.OWNER.address(),
                    TestKeys.BUILDER.address(),
                    expiresAt)));
  }
}
