package io.freehold.application.connect;

import static io.freehold.application.testing.Refusals.assertRefused;
import static io.freehold.application.testing.SampleSession.aGrant;
import static io.freehold.application.testing.SampleSession.aSession;
import static io.freehold.application.testing.SampleSession.scopes;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.Limits;
import io.freehold.application.connect.ApproveSession.Approval;
import io.freehold.application.port.Sessions;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryBuilders;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryRelay;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.application.testing.SampleSession;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.Delivery;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookEvent.Type;
import io.freehold.domain.connect.WebhookOutcome;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The acts of the session relay, over sessions in memory.
class RelayUseCasesTest {
  private static final long SEED = Long.getLong("freehold.seed", 20_261_121L);
  private static final int IDS = 200;
  private static final Runnable NOTHING_TO_SPEND = () -> {};

  private final HandSetClock clock = new HandSetClock(Cast.NOW);
  private final Random random = new Random(SEED);
  private final InMemoryRelay relay = new InMemoryRelay();
  private final List<SessionId> news = new ArrayList<>();
  private final InMemoryGrants grants = InMemoryGrants.of();
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final InMemoryServerRegistry servers =
      new InMemoryServerRegistry().add(Cast.SERVER, Cast.OWNER);
  private final StartSession start =
      new StartSession(relay, InMemoryBuilders.of(Cast.APP), Limits.DEFAULT, clock, random);
  private final PollSession poll = new PollSession(relay, clock);
  private final ClaimSession claim = new ClaimSession(relay, news::add, clock);
  private final ClaimWaitingSession claimWaiting =
      new ClaimWaitingSession(relay, news::add, servers, clock, random);
  private final ApproveSession approve = new ApproveSession(relay, news::add, grants, clock);
  private final DenySession deny = new DenySession(relay, news::add, clock);
  private final WatchGrants watch = new WatchGrants(relay, grants, revocations, clock);
  private final Deque<WebhookOutcome> outcomes = new ArrayDeque<>();
  private final List<WebhookEvent> sent = new ArrayList<>();
  private final DeliverWebhooks deliver =
      new DeliverWebhooks(
          relay,
          (url, event) -> {
            assertThat(url).isEqualTo(SampleSession.WEBHOOK);
            sent.add(event);
            return outcomes.isEmpty() ? new WebhookOutcome.Delivered() : outcomes.poll();
          },
          Limits.DEFAULT,
          clock,
          random);

  private StartSession.Started started() {
    return start.start(Cast.BUILDER, aSession().request(), NOTHING_TO_SPEND);
  }

  private ClaimedSession opened() {
    StartSession.Started session = started();
    return claim.claim(session.session(), session.deepLink().secret());
  }

  private static Approval approval() {
    return new Approval(
        Cast.grantId(1),
        Cast.OWNER,
        scopes("instagram.profile"),
        Optional.of(Instant.MAX),
        Optional.of(Cast.SERVER));
  }

  private void approve(ClaimedSession session) {
    approve.approve(session.id(), session.secret(), approval());
  }

  /// Who types the id after a command must not give it an option.
  @Test
  void anIdIsNeverTakenForAnOptionOfACommand() {
    for (int i = 0; i < IDS; i++) {
      assertThat(started().session().value()).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void keepsNoSecret() {
    StartSession.Started session = started();

    Session kept = relay.find(session.session()).orElseThrow();

    assertThat(kept.secret().isOf(session.deepLink().secret())).isTrue();
    assertThat(kept.secret().value()).doesNotContain(session.deepLink().secret().reveal());
    assertThat(session.expiresAt()).isEqualTo(Cast.NOW.plus(Duration.ofMinutes(15)));
  }

  @Test
  void makesIdsAndSecretsThatNobodyGuesses() {
    var ids = new HashSet<String>();
    for (int i = 0; i < 500; i++) {
      clock.advance(Duration.ofMinutes(1));
      StartSession.Started session = started();
      assertThat(session.session().value()).hasSizeGreaterThanOrEqualTo(22);
      assertThat(session.deepLink().secret().reveal()).hasSize(43);
      assertThat(ids.add(session.session().value())).isTrue();
      assertThat(ids.add(session.deepLink().secret().reveal())).isTrue();
    }
  }

  @Test
  void tellsOfEveryStepOnce() {
    ClaimedSession session = opened();
    approve(session);
    approve(session);

    assertThat(news).containsExactly(session.id(), session.id());
  }

  @Test
  void queuesTheApprovalAndWatchesTheGrant() {
    ClaimedSession session = opened();
    approve(session);
    approve(session);

    assertThat(relay.waiting(10))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.event().type()).isEqualTo(Type.GRANT_APPROVED);
          assertThat(it.event().grant()).contains(aGrant(1));
          assertThat(it.event().session()).isEqualTo(session.id());
        });
    assertThat(relay.of(Cast.grantId(1))).hasSize(1);
  }

  @Test
  void tellsNobodyOfSessionsWithoutAWebhook() {
    StartSession.Started session =
        start.start(Cast.BUILDER, aSession().withoutWebhook().request(), NOTHING_TO_SPEND);
    approve(claim.claim(session.session(), session.deepLink().secret()));

    assertThat(relay.waiting(10)).isEmpty();
    assertThat(relay.of(Cast.grantId(1))).isEmpty();
  }

  @Test
  void queuesTheDenialWithItsReason() {
    ClaimedSession session = opened();
    deny.deny(session.id(), session.secret(), Optional.of("no"));
    deny.deny(session.id(), session.secret(), Optional.of("no, no"));

    assertThat(relay.waiting(10))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.event().type()).isEqualTo(Type.SESSION_DENIED);
          assertThat(it.event().reason()).contains("no");
        });
  }

  @Test
  void looksUpWhenTheGrantEndsWhereNobodySaysSo() {
    Instant end = Cast.NOW.plusSeconds(3_600);
    var known = Cast.aGrant().expiringAt(end).signedBy(Cast.OWNER_KEY);
    grants.add(known);
    ClaimedSession session = opened();
    approve.approve(
        session.id(),
        session.secret(),
        new Approval(
            known.id(),
            Cast.OWNER,
            scopes("instagram.profile"),
            Optional.empty(),
            Optional.empty()));

    assertThat(poll.poll(session.id()).state())
        .isInstanceOfSatisfying(
            SessionState.Approved.class,
            approved -> assertThat(approved.grant().expiresAt()).isEqualTo(end));
  }

  /// Both do the same look-up and the same comparison, whatever is wrong.
  @Test
  void refusesAWrongSecretAndAnUnknownSession() {
    StartSession.Started session = started();
    var wrong = new Secret("wrong");

    assertRefused(() -> claim.claim(session.session(), wrong), Problem.WrongSessionSecret.class);
    assertRefused(
        () -> claim.claim(new SessionId("unknown-session"), wrong), Problem.SessionNotFound.class);
    assertRefused(
        () -> approve.approve(session.session(), wrong, approval()),
        Problem.WrongSessionSecret.class);
    assertRefused(
        () -> deny.deny(session.session(), wrong, Optional.empty()),
        Problem.WrongSessionSecret.class);
    assertThat(news).isEmpty();
  }

  @Test
  void whoComesSecondFindsWhatTheFirstDid() {
    StartSession.Started session = started();
    Sessions slow = new AfterAnother(relay, relay, clock);
    var second = new ClaimSession(slow, news::add, clock);

    assertRefused(
        () -> second.claim(session.session(), session.deepLink().secret()),
        Problem.SessionConflict.class);
  }

  /// Somebody else claims between the look and the step.
  private record AfterAnother(Sessions sessions, InMemoryRelay relay, HandSetClock clock)
      implements Sessions {
    @Override
    public void add(Session session, int openMax, int openOfOneBuilderMax) {
      sessions.add(session, openMax, openOfOneBuilderMax);
    }

    @Override
    public Optional<Session> find(SessionId id) {
      return sessions.find(id);
    }

    @Override
    public boolean replace(Session before, Session after, Optional<WebhookEvent> event) {
      relay.replace(before, before.claimed(clock.instant()), Optional.empty());
      return sessions.replace(before, after, event);
    }

    @Override
    public List<SessionId> waitingFor(Address owner, Instant now, int max) {
      return sessions.waitingFor(owner, now, max);
    }

    @Override
    public int sweep(Instant expiredBefore) {
      return sessions.sweep(expiredBefore);
    }
  }

  @Test
  void usesUpOnlyRequestsOfRegisteredBuildersAndOfTheOwnersSide() {
    var spent = new ArrayList<String>();
    SessionId asking =
        start
            .start(Cast.BUILDER, aSession().asking(Cast.OWNER).request(), () -> spent.add("init"))
            .session();
    Runnable tooEarly = () -> spent.add("too early");
    assertRefused(
        () -> start.start(Cast.STRANGER, aSession().request(), tooEarly),
        Problem.Unauthorized.class);
    assertRefused(
        () -> start.start(Cast.STRANGER, aSession().of(Cast.STRANGER).request(), tooEarly),
        Problem.Unauthorized.class);
    assertRefused(
        () -> claimWaiting.claim(asking, Cast.STRANGER, tooEarly), Problem.SessionNotFound.class);

    var _ = claimWaiting.claim(asking, Cast.SERVER, () -> spent.add("claim"));

    assertThat(spent).containsExactly("init", "claim");
  }

  @Test
  void changesNothingForARequestThatWasUsedBefore() {
    SessionId asking =
        start
            .start(Cast.BUILDER, aSession().asking(Cast.OWNER).request(), NOTHING_TO_SPEND)
            .session();
    Runnable used =
        () -> {
          throw Problem.unauthorized(Problem.AuthFailure.INVALID_SIGNATURE, "used").asException();
        };

    assertRefused(() -> claimWaiting.claim(asking, Cast.SERVER, used), Problem.Unauthorized.class);
    assertThat(poll.poll(asking).statusAt(clock.instant())).isEqualTo("pending");
  }

  @Test
  void opensAWaitingSessionForItsOwnersSideOnly() {
    SessionId asking =
        start
            .start(Cast.BUILDER, aSession().asking(Cast.OWNER).request(), NOTHING_TO_SPEND)
            .session();
    SessionId asksNobody = started().session();
    for (Address stranger : List.of(Cast.STRANGER, Cast.BUILDER)) {
      assertRefused(
          () -> claimWaiting.claim(asking, stranger, NOTHING_TO_SPEND),
          Problem.SessionNotFound.class);
    }
    assertRefused(
        () -> claimWaiting.claim(asksNobody, Cast.OWNER, NOTHING_TO_SPEND),
        Problem.SessionNotFound.class);

    ClaimedSession claimed = claimWaiting.claim(asking, Cast.SERVER, NOTHING_TO_SPEND);

    approve(claimed);
    assertThat(poll.poll(asking).statusAt(clock.instant())).isEqualTo("approved");
  }

  @Test
  void forgetsSessionsADayAfterTheirEnd() {
    StartSession.Started session = started();
    var sweep = new SweepRelay(relay, relay, Limits.DEFAULT, clock);
    clock.set(session.expiresAt().plus(Limits.DEFAULT.sessionsKept()));
    assertThat(sweep.runOnce()).isZero();

    clock.advance(Duration.ofMillis(1));

    assertThat(sweep.runOnce()).isEqualTo(1);
    assertRefused(() -> poll.poll(session.session()), Problem.SessionNotFound.class);
  }

  @Test
  void tellsARevocationAtOnce() {
    approve(opened());
    var tell = new TellRevocation(relay, clock);

    assertThat(tell.tell(Cast.grantId(2))).isZero();
    assertThat(tell.tell(Cast.grantId(1))).isEqualTo(1);
    assertThat(tell.tell(Cast.grantId(1))).isZero();

    assertThat(types()).containsExactly(Type.GRANT_APPROVED, Type.GRANT_REVOKED);
  }

  @Test
  void findsARevocationThatNobodyTold() {
    approve(opened());
    assertThat(watch.runOnce()).isZero();
    revocations.add(Cast.grantId(1), clock.instant());
    assertThat(watch.runOnce()).isZero();

    clock.advance(Duration.ofMinutes(1));

    assertThat(watch.runOnce()).isEqualTo(1);
    assertThat(types()).containsExactly(Type.GRANT_APPROVED, Type.GRANT_REVOKED);
  }

  @Test
  void findsARevocationAtTheGateway() {
    var known = Cast.aGrant().signedBy(Cast.OWNER_KEY);
    grants.add(known.revokedAt(Cast.NOW));
    ClaimedSession session = opened();
    approve.approve(
        session.id(),
        session.secret(),
        new Approval(
            known.id(),
            Cast.OWNER,
            scopes("instagram.profile"),
            Optional.of(Instant.MAX),
            Optional.empty()));

    assertThat(watch.runOnce()).isEqualTo(1);
    assertThat(types()).contains(Type.GRANT_REVOKED);
  }

  @Test
  void tellsWhenAGrantExpires() {
    Instant end = Cast.NOW.plusSeconds(100);
    ClaimedSession session = opened();
    approve.approve(
        session.id(),
        session.secret(),
        new Approval(
            Cast.grantId(1),
            Cast.OWNER,
            scopes("instagram.profile"),
            Optional.of(end),
            Optional.empty()));
    clock.set(end.minusMillis(1));
    assertThat(watch.runOnce()).isZero();

    clock.set(end);

    assertThat(watch.runOnce()).isEqualTo(1);
    assertThat(watch.runOnce()).isZero();
    assertThat(types()).containsExactly(Type.GRANT_APPROVED, Type.GRANT_EXPIRED);
  }

  private List<Type> types() {
    return relay.waiting(10).stream().map(it -> it.event().type()).toList();
  }

  @Test
  void deliversOnce() {
    approve(opened());

    assertThat(deliver.runOnce()).isEqualTo(1);
    assertThat(deliver.runOnce()).isZero();

    assertThat(sent).hasSize(1);
    assertThat(relay.waiting(10)).isEmpty();
  }

  @Test
  void triesAgainLaterAndLater() {
    approve(opened());
    Duration most = Duration.ofSeconds(5);
    for (int i = 0; i < 6; i++) {
      outcomes.add(failed(Optional.empty()));
      assertThat(deliver.runOnce()).isEqualTo(1);
      Duration pause = Duration.between(clock.instant(), next());
      assertThat(pause).isBetween(Duration.ofSeconds(1), most.plusSeconds(1));
      most = most.multipliedBy(2);
      clock.set(next().minusMillis(1));
      assertThat(deliver.runOnce()).isZero();
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(deliver.runOnce()).isEqualTo(1);

    assertThat(sent).hasSize(7);
    assertThat(sent.stream().map(WebhookEvent::id)).containsOnly(sent.getFirst().id());
    assertThat(relay.waiting(10)).isEmpty();
  }

  @Test
  void doesNotComeBackBeforeItIsAsked() {
    approve(opened());
    outcomes.add(failed(Optional.of(Duration.ofMinutes(10))));

    var _ = deliver.runOnce();

    assertThat(next()).isEqualTo(Cast.NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void givesUpAfterADayAndLetsAnOperatorReplay() {
    approve(opened());
    int tries = 0;
    while (!relay.waiting(1).isEmpty()) {
      outcomes.add(failed(Optional.empty()));
      clock.set(next());
      tries += deliver.runOnce();
    }
    assertThat(Duration.between(Cast.NOW, clock.instant()))
        .isBetween(Duration.ofHours(22), Duration.ofHours(24));
    assertThat(tries).isBetween(25, 200);
    Delivery dead = relay.dead(1).getFirst();
    assertThat(dead.failure()).contains("503");

    assertThat(relay.replay(dead.event().id(), clock.instant())).isTrue();

    assertThat(deliver.runOnce()).isEqualTo(1);
    assertThat(sent.getLast()).isEqualTo(sent.getFirst());
    assertThat(relay.dead(1)).isEmpty();
  }

  @Test
  void givesUpAtOnceWhereItCannotWork() {
    approve(opened());
    outcomes.add(new WebhookOutcome.Refused("not a public address"));

    var _ = deliver.runOnce();

    assertThat(relay.dead(1))
        .singleElement()
        .satisfies(it -> assertThat(it.failure()).contains("not a public address"));
  }

  @Test
  void leavesToOthersWhatOneDiedOf() {
    approve(opened());
    var dying =
        new DeliverWebhooks(
            relay,
            (_, _) -> {
              throw new IllegalStateException("the power is gone");
            },
            Limits.DEFAULT,
            clock,
            random);
    try {
      var _ = dying.runOnce();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("the power is gone");
    }
    assertThat(deliver.runOnce()).isZero();

    clock.advance(Limits.DEFAULT.webhookTimeout().multipliedBy(3));

    assertThat(deliver.runOnce()).isEqualTo(1);
    assertThat(sent).hasSize(1);
  }

  private Instant next() {
    return relay.waiting(1).getFirst().nextAt();
  }

  private static WebhookOutcome failed(Optional<Duration> notBefore) {
    return new WebhookOutcome.Failed("503", notBefore);
  }
}
