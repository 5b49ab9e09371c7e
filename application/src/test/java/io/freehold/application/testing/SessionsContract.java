package io.freehold.application.testing;

import static io.freehold.application.testing.Refusals.assertRefused;
import static io.freehold.application.testing.SampleSession.aGrant;
import static io.freehold.application.testing.SampleSession.aSession;
import static io.freehold.application.testing.SampleSession.approval;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Sessions;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.SecretHash;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.identity.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of sessions does.
public abstract class SessionsContract {
  private static final int MANY = 1_000;
  private static final int RIVALS = 50;

  protected RelayStores stores;
  protected Sessions sessions;

  /// A store without sessions.
  protected abstract RelayStores relayStores() throws Exception;

  @BeforeEach
  void openTheStore() throws Exception {
    stores = relayStores();
    sessions = stores.sessions();
  }

  @Test
  void findsWhatItKeeps() {
    Session one = aSession().numbered(1).asking(Cast.OWNER).pending();
    Session other = aSession().numbered(2).withoutWebhook().pending();
    add(one);
    add(other);

    assertThat(sessions.find(one.id())).contains(one);
    assertThat(sessions.find(other.id())).contains(other);
    assertThat(sessions.find(new SessionId("session-000000003"))).isEmpty();
  }

  @Test
  void keepsTheBareMinimumAndTextsOfAllKinds() {
    var bare =
        new Session(
            new SessionId("bare-session"),
            new SessionRequest(
                Cast.BUILDER,
                SampleSession.scopes("*"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new SessionState.Pending(),
            SecretHash.of(SampleSession.SECRET),
            Cast.NOW,
            Cast.NOW.plusMillis(1));
    var odd =
        new Session(
            new SessionId("odd-session-_"),
            new SessionRequest(
                Cast.BUILDER,
                SampleSession.scopes("a.b"),
                Optional.of("https://app.example.com/?q='\";--"),
                Optional.of("\"'\\ \u00e4\ud83d\ude00 {}"),
                Optional.empty()),
            new SessionState.Pending(),
            SecretHash.of(SampleSession.SECRET),
            Cast.NOW,
            Cast.NOW.plusMillis(1));
    add(bare);
    add(odd);

    assertThat(sessions.find(bare.id())).contains(bare);
    assertThat(sessions.find(odd.id())).contains(odd);
  }

  @Test
  void replacesASessionAtEachStep() {
    Session pending = aSession().pending();
    Session claimed = pending.claimed(Cast.NOW);
    Session approved = claimed.approved(aGrant(1), Cast.NOW);
    add(pending);

    assertThat(sessions.replace(pending, claimed, Optional.empty())).isTrue();
    assertThat(sessions.find(pending.id())).contains(claimed);
    assertThat(sessions.replace(claimed, approved, Optional.of(approval(approved)))).isTrue();
    assertThat(sessions.find(pending.id())).contains(approved);
  }

  @Test
  void keepsAGrantThatEndsAndOneWithoutAServer() {
    Session claimed = aSession().claimed();
    var grant =
        new SessionGrant(
            Cast.grantId(7),
            Cast.OWNER,
            SampleSession.scopes("instagram.profile", "instagram.likes"),
            Instant.ofEpochSecond(1_900_000_000),
            Optional.empty());
    Session approved = claimed.approved(grant, Cast.NOW);
    add(claimed);

    assertThat(sessions.replace(claimed, approved, Optional.empty())).isTrue();

    assertThat(sessions.find(claimed.id())).contains(approved);
  }

  @Test
  void keepsTheReasonOfADenial() {
    Session pending = aSession().pending();
    Session denied = pending.denied(Optional.of("not today; 'no'"), Cast.NOW);
    add(pending);

    assertThat(sessions.replace(pending, denied, Optional.empty())).isTrue();
    assertThat(sessions.find(pending.id())).contains(denied);
  }

  @Test
  void keepsTheNewSecretOfASessionThatWasOpenedWithoutOne() {
    Session pending = aSession().pending();
    Session claimed = pending.claimed(Cast.NOW, SecretHash.of(new Secret("another")));
    add(pending);

    assertThat(sessions.replace(pending, claimed, Optional.empty())).isTrue();
    assertThat(sessions.find(pending.id()).map(Session::secret)).contains(claimed.secret());
  }

  @Test
  void replacesNothingThatIsNotThereAnyMore() {
    Session pending = aSession().pending();
    Session claimed = pending.claimed(Cast.NOW);
    Session denied = pending.denied(Optional.empty(), Cast.NOW);
    add(pending);
    var _ = sessions.replace(pending, claimed, Optional.empty());

    assertThat(sessions.replace(pending, claimed, Optional.empty())).isFalse();
    assertThat(sessions.replace(pending, denied, Optional.of(approval(denied)))).isFalse();
    assertThat(sessions.find(pending.id())).contains(claimed);
    assertThat(stores.deliveries().waiting(MANY)).isEmpty();
    Session unknown = aSession().numbered(9).pending();
    assertThat(sessions.replace(unknown, unknown.claimed(Cast.NOW), Optional.empty())).isFalse();
    assertThat(sessions.find(unknown.id())).isEmpty();
  }

  /// Two who open it with new secrets differ in nothing but those.
  @Test
  void tellsTwoClaimsApart() {
    Session pending = aSession().pending();
    Session one = pending.claimed(Cast.NOW, SecretHash.of(new Secret("one")));
    Session other = pending.claimed(Cast.NOW, SecretHash.of(new Secret("other")));
    add(pending);
    var _ = sessions.replace(pending, one, Optional.empty());

    assertThat(sessions.replace(other, other.denied(Optional.empty(), Cast.NOW), Optional.empty()))
        .isFalse();
    assertThat(sessions.find(pending.id())).contains(one);
  }

  @Test
  void letsOneOfManyClaim() throws Exception {
    for (int round = 0; round < 10; round++) {
      Session pending = aSession().numbered(round).pending();
      add(pending);

      List<Boolean> claims =
          atOnce(rival ->
              () ->
                  sessions.replace(
                      pending,
                      pending.claimed(Cast.NOW, SecretHash.of(new Secret("rival " + rival))),
                      Optional.empty()));

      assertThat(claims).containsOnlyOnce(true);
    }
  }

  @Test
  void tellsOfOneOfManyApprovals() throws Exception {
    Session claimed = aSession().claimed();
    add(claimed);

    List<Boolean> approvals =
        atOnce(rival ->
            () -> {
              Session approved = claimed.approved(aGrant(1 + rival), Cast.NOW);
              return sessions.replace(claimed, approved, Optional.of(approval(approved)));
            });

    assertThat(approvals).containsOnlyOnce(true);
    assertThat(stores.deliveries().waiting(MANY)).hasSize(1);
  }

  private interface Rival {
    Callable<Boolean> number(int number);
  }

  private static List<Boolean> atOnce(Rival rival) throws Exception {
    var start = new CountDownLatch(1);
    var claims = new ArrayList<Future<Boolean>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < RIVALS; i++) {
        Callable<Boolean> claim = rival.number(i);
        claims.add(
            threads.submit(() -> {
              start.await();
              return claim.call();
            }));
      }
      start.countDown();
    }
    var results = new ArrayList<Boolean>();
    for (Future<Boolean> claim : claims) {
      results.add(claim.get());
    }
    return results;
  }

  @Test
  void keepsNoMoreOpenSessionsOfABuilderThanItMay() {
    sessions.add(aSession().numbered(1).pending(), MANY, 2);
    sessions.add(aSession().numbered(2).claimed(), MANY, 2);
    Session third = aSession().numbered(3).pending();

    var refusal = assertRefused(() -> sessions.add(third, MANY, 2), Problem.TooManySessions.class);

    assertThat(refusal.retryAfter()).isPositive();
    assertThat(sessions.find(third.id())).isEmpty();
    Session ofAnother = aSession().numbered(4).of(Cast.STRANGER).pending();
    sessions.add(ofAnother, MANY, 2);
    assertThat(sessions.find(ofAnother.id())).contains(ofAnother);
  }

  @Test
  void keepsNoMoreOpenSessionsThanItMay() {
    sessions.add(aSession().numbered(1).pending(), 2, MANY);
    sessions.add(aSession().numbered(2).of(Cast.STRANGER).pending(), 2, MANY);

    assertRefused(
        () -> sessions.add(aSession().numbered(3).of(Cast.SERVER).pending(), 2, MANY),
        Problem.TooManySessions.class);
  }

  @Test
  void countsNeitherAnsweredNorExpiredSessions() {
    Session answered = aSession().numbered(1).claimed();
    sessions.add(answered, 1, 1);
    var _ =
        sessions.replace(answered, answered.denied(Optional.empty(), Cast.NOW), Optional.empty());
    Session second = aSession().numbered(2).pending();
    sessions.add(second, 1, 1);

    assertRefused(
        () ->
            sessions.add(
                aSession().numbered(3).at(second.expiresAt().minusMillis(1)).pending(), 1, 1),
        Problem.TooManySessions.class);
    Session third = aSession().numbered(3).at(second.expiresAt()).pending();
    sessions.add(third, 1, 1);

    assertThat(sessions.find(third.id())).contains(third);
  }

  @Test
  void listsTheSessionsThatAskAnOwner() {
    Session late = asking(1, Cast.OWNER, Cast.NOW.plusSeconds(2));
    Session early = asking(2, Cast.OWNER, Cast.NOW.plusSeconds(1));
    Session opened = asking(3, Cast.OWNER, Cast.NOW);
    asking(4, Cast.STRANGER, Cast.NOW);
    add(aSession().numbered(5).pending());
    var _ = sessions.replace(opened, opened.claimed(Cast.NOW), Optional.empty());

    assertThat(sessions.waitingFor(Cast.OWNER, Cast.NOW, MANY))
        .containsExactly(early.id(), late.id());
    assertThat(sessions.waitingFor(Cast.OWNER, Cast.NOW, 1)).containsExactly(early.id());
    assertThat(sessions.waitingFor(Cast.OWNER, early.expiresAt().minusMillis(1), MANY)).hasSize(2);
    assertThat(sessions.waitingFor(Cast.OWNER, early.expiresAt(), MANY)).containsExactly(late.id());
    assertThat(sessions.waitingFor(Cast.SERVER, Cast.NOW, MANY)).isEmpty();
  }

  private Session asking(int number, Address owner, Instant at) {
    Session session = aSession().numbered(number).asking(owner).at(at).pending();
    add(session);
    return session;
  }

  @Test
  void forgetsWhatIsLongOver() {
    Session old = aSession().numbered(1).approved();
    Session young = aSession().numbered(2).at(Cast.NOW.plusSeconds(1)).pending();
    add(old);
    add(young);
    assertThat(sessions.find(old.id())).isPresent();

    assertThat(sessions.sweep(old.expiresAt())).isZero();
    assertThat(sessions.sweep(old.expiresAt().plusMillis(1))).isEqualTo(1);

    assertThat(sessions.find(old.id())).isEmpty();
    assertThat(sessions.find(young.id())).contains(young);
  }

  private void add(Session session) {
    sessions.add(session, MANY, MANY);
  }
}
