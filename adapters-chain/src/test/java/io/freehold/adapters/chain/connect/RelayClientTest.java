package io.freehold.adapters.chain.connect;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.SessionRelay;
import io.freehold.application.port.Signer;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.LimitsOf;
import io.freehold.application.testing.SessionRelayContract;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.Secret;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RelayClientTest extends SessionRelayContract {
  private static final SessionId SESSION = new SessionId("session-1");
  private static final Secret SECRET = new Secret("secret-of-the-link-session-1");

  private final Vertx vertx = Vertx.vertx();
  private final HandSetClock clock = new HandSetClock(NOW);
  private final StubRelay stub = new StubRelay(SERVER, OWNER, clock);
  private final SessionRelay relay = client(SERVER_KEY, Optional.of(OWNER), 30_000);

  @AfterEach
  void close() {
    stub.close();
    vertx.close().await();
  }

  private SessionRelay client(Signer key, Optional<Address> owner, int timeoutMillis) {
    return new RelayClient(
        vertx,
        new Origin(stub.origin()),
        key,
        () -> owner,
        LimitsOf.with(Map.of("gatewayTimeout", Duration.ofMillis(timeoutMillis))),
        clock);
  }

  @Override
  protected SessionRelay relay() {
    return relay;
  }

  @Override
  protected DeepLink open(SessionRequest request) {
    return stub.sessions.open(request);
  }

  @Override
  protected void pass(Duration time) {
    clock.advance(time);
  }

  @Override
  protected SessionState stateOf(SessionId session) {
    return stub.sessions.stateOf(session);
  }

  @Test
  void anAnswerToAnApprovalThatIsLostIsAskedForAgain() {
    ClaimedSession session = claimed();
    var tries = new AtomicInteger();
    stub.fail((_, work) -> {
      if (tries.incrementAndGet() == 1) {
        work.run();
        return true;
      }
      return false;
    });

    relay.approve(session.id(), session.secret(), grant());

    assertThat(stateOf(session.id())).isEqualTo(new SessionState.Approved(grant()));
    assertThat(tries).hasValue(2);
  }

  @Test
  void aDenialThatIsLostIsSentAgain() {
    ClaimedSession session = claimed();
    var tries = new AtomicInteger();
    stub.fail((_, _) -> tries.incrementAndGet() == 1);

    relay.deny(session.id(), session.secret(), Optional.empty());

    assertThat(stateOf(session.id())).isEqualTo(new SessionState.Denied(Optional.empty()));
  }

  @Test
  void whatCanBeDoneOnceIsSentOnce() {
    open(request(Optional.empty()));
    stub.fail((_, _) -> true);

    assertRefused(() -> relay.claim(SESSION, SECRET), Problem.ServiceUnavailable.class);
    assertThat(stub.requests).hasSize(1);
  }

  @Test
  void aRelayThatFailsTwiceIsUnavailable() {
    ClaimedSession session = claimed();
    stub.fail((_, _) -> true);

    var problem =
        assertRefused(
            () -> relay.approve(session.id(), session.secret(), grant()),
            Problem.ServiceUnavailable.class);

    assertThat(problem.because()).isEqualTo(Problem.Cause.RELAY);
    assertThat(stub.requests).hasSize(3);
  }

  @Test
  void aRelayThatDoesNotAnswerIsLeft() throws InterruptedException {
    var forever = new java.util.concurrent.CountDownLatch(1);
    stub.fail((_, _) -> {
      try {
        forever.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return true;
    });

    assertRefused(
        () -> client(SERVER_KEY, Optional.of(OWNER), 200).claim(SESSION, SECRET),
        Problem.ServiceUnavailable.class);
    forever.countDown();
  }

  @Test
  void nothingWaitsForAServerWithoutAnOwner() {
    assertThat(client(SERVER_KEY, Optional.empty(), 30_000).waiting()).isEmpty();
    assertThat(stub.requests).isEmpty();
  }

  @Test
  void aServerThatIsNotTheOwnersHearsSo() {
    SessionRelay stranger = client(STRANGER_KEY, Optional.of(OWNER), 30_000);

    var problem = assertRefused(stranger::waiting, Problem.ServerNotRegistered.class);

    assertThat(problem.server()).isEqualTo(STRANGER_KEY.address());
  }

  @Test
  void asksAsOftenAsItLikesWithASignatureOfItsOwnEachTime() {
    open(request(Optional.of(OWNER)));

    for (int i = 0; i < 5; i++) {
      assertThat(relay.waiting()).containsExactly(SESSION);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "no",
        "{}",
        "{\"sessionId\":\"session-2\",\"granteeAddress\":\"0x70997970c51812dc3a010c7d01b50e0d17dc79c8\",\"scopes\":[\"a.b\"],\"expiresAt\":\"2026-02-02T02:55:00Z\"}",
        "{\"sessionId\":\"session-1\",\"granteeAddress\":\"0x7099\",\"scopes\":[\"a.b\"],\"expiresAt\":\"2026-02-02T02:55:00Z\"}",
        "{\"sessionId\":\"session-1\",\"granteeAddress\":\"0x70997970c51812dc3a010c7d01b50e0d17dc79c8\",\"scopes\":[],\"expiresAt\":\"2026-02-02T02:55:00Z\"}",
        "{\"sessionId\":\"session-1\",\"granteeAddress\":\"0x70997970c51812dc3a010c7d01b50e0d17dc79c8\",\"scopes\":[7],\"expiresAt\":\"2026-02-02T02:55:00Z\"}",
        "{\"sessionId\":\"session-1\",\"granteeAddress\":\"0x70997970c51812dc3a010c7d01b50e0d17dc79c8\",\"scopes\":[\"a.b\"],\"expiresAt\":\"soon\"}",
        "{\"sessionId\":\"session-1\",\"granteeAddress\":\"0x70997970c51812dc3a010c7d01b50e0d17dc79c8\",\"scopes\":[\"a.b\"]}"
      })
  void anAnswerThatMakesNoSenseIsNone(String body) {
    stub.answer(200, body);

    assertRefused(() -> relay.claim(SESSION, SECRET), Problem.ServiceUnavailable.class);
    assertRefused(() -> relay.claimWaiting(SESSION), Problem.ServiceUnavailable.class);
  }

  @Test
  void readsWhatOtherRelaysAnswer() {
    stub.answer(
        200,
        "{\"sessionId\":\"session-1\",\"granteeAddress\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\"scopes\":[\"a.b\"],\"expiresAt\":1770000900,\"appUserId\":\"user-42\",\"more\":{}}");

    ClaimedSession session = relay.claim(SESSION, SECRET);

    assertThat(session.expiresAt()).isEqualTo(NOW.plus(LIFETIME));
    assertThat(session.request().appUserId()).contains("user-42");
  }

  @Test
  void understandsRefusalsByTheirStatusAlone() {
    stub.answer(404, "");
    assertRefused(() -> relay.claim(SESSION, SECRET), Problem.SessionNotFound.class);
    stub.answer(409, "{\"error\":\"conflict\"}");
    assertThat(
            assertRefused(() -> relay.claim(SESSION, SECRET), Problem.SessionConflict.class)
                .status())
        .isEqualTo("another");
    stub.answer(410, "gone");
    assertRefused(() -> relay.claim(SESSION, SECRET), Problem.SessionExpired.class);
    stub.answer(400, "{\"error\":{\"message\":\"\\u202eno\\u0007\"}}");
    assertThat(
            assertRefused(() -> relay.claim(SESSION, SECRET), Problem.MalformedRequest.class)
                .reason())
        .isEqualTo("The relay says: no");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 429, 500, 502, 503})
  void everythingElseMeansThatItCannotBeAsked(int status) {
    stub.answer(status, "{}");

    assertRefused(() -> relay.claim(SESSION, SECRET), Problem.ServiceUnavailable.class);
  }

  /// The list is an extension of ours, and each relay has its own way of not knowing it.
  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 501})
  void saysThatARelayHasNoListOfSessions(int status) {
    stub.answer(status, "{}");

    assertRefused(relay::waiting, Problem.SessionNotFound.class);
  }

  @Test
  void readsNoAnswerWithoutAnEnd() {
    stub.answer(200, "{\"x\":\"" + "y".repeat(64 << 10) + "\"}");

    assertRefused(() -> relay.claim(SESSION, SECRET), Problem.ServiceUnavailable.class);
  }

  private ClaimedSession claimed() {
    DeepLink link = open(request(Optional.empty()));
    return relay.claim(link.session(), link.secret());
  }

  private static SessionRequest request(Optional<Address> owner) {
    return new SessionRequest(
        BUILDER,
        List.of(new ScopePattern("instagram.profile")),
        Optional.empty(),
        Optional.empty(),
        owner);
  }

  private static SessionGrant grant() {
    return new SessionGrant(
        grantId(1),
        OWNER,
        List.of(new ScopePattern("instagram.profile")),
        Instant.MAX,
        Optional.empty());
  }
}
