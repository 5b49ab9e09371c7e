package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.SessionRelay;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every `SessionRelay` does, for the server of the owner of the cast.
public abstract class SessionRelayContract {
  /// How long a session lives.
  protected static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final ScopePattern PROFILE = new ScopePattern("instagram.profile");
  private static final ScopePattern LIKES = new ScopePattern("instagram.likes");
  private static final Secret WRONG = new Secret("wrong-wrong-wrong-wrong");

  protected abstract SessionRelay relay();

  /// What a builder does; the relay's clock begins at the `NOW` of the cast.
  protected abstract DeepLink open(SessionRequest request);

  /// Moves the relay's clock on.
  protected abstract void pass(Duration time);

  /// What a poll would say.
  protected abstract SessionState stateOf(SessionId session);

  @Test
  void opensASessionByItsSecret() {
    SessionRequest asked =
        new SessionRequest(
            BUILDER,
            List.of(PROFILE, new ScopePattern("chatgpt.*")),
            Optional.of("https://app.example.com/api/webhook"),
            Optional.of("user-42"),
            Optional.empty());
    DeepLink link = open(asked);

    ClaimedSession session = claim(link);

    assertThat(session.id()).isEqualTo(link.session());
    assertThat(session.request()).isEqualTo(asked);
    assertThat(session.expiresAt()).isEqualTo(NOW.plus(LIFETIME));
    assertThat(stateOf(link.session())).isEqualTo(new SessionState.Claimed());
  }

  @Test
  void opensASessionOnce() {
    DeepLink link = open(request(Optional.empty()));
    claim(link);

    var problem = assertRefused(() -> claim(link), Problem.SessionConflict.class);

    assertThat(problem.status()).isEqualTo("claimed");
  }

  @Test
  void aWrongSecretOpensNothingAndSpoilsNothing() {
    DeepLink link = open(request(Optional.empty()));

    assertRefused(() -> relay().claim(link.session(), WRONG), Problem.WrongSessionSecret.class);
    assertThat(claim(link).id()).isEqualTo(link.session());
  }

  @Test
  void doesNotKnowEverySession() {
    var unknown = new SessionId("never-heard-of-it");

    assertRefused(() -> relay().claim(unknown, WRONG), Problem.SessionNotFound.class);
    assertRefused(
        () -> relay().approve(unknown, WRONG, grant(1, PROFILE)), Problem.SessionNotFound.class);
    assertRefused(
        () -> relay().deny(unknown, WRONG, Optional.empty()), Problem.SessionNotFound.class);
    assertRefused(() -> relay().claimWaiting(unknown), Problem.SessionNotFound.class);
  }

  @Test
  void listsWhatWaitsForThisOwnerOldestFirst() {
    DeepLink first = open(request(Optional.of(OWNER)));
    pass(Duration.ofSeconds(1));
    open(request(Optional.empty()));
    open(request(Optional.of(STRANGER)));
    DeepLink opened = open(request(Optional.of(OWNER)));
    pass(Duration.ofSeconds(1));
    DeepLink last = open(request(Optional.of(OWNER)));
    claim(opened);

    assertThat(relay().waiting()).containsExactly(first.session(), last.session());
  }

  @Test
  void nothingWaitsAtFirstAndNothingThatExpired() {
    assertThat(relay().waiting()).isEmpty();
    open(request(Optional.of(OWNER)));
    pass(LIFETIME);

    assertThat(relay().waiting()).isEmpty();
  }

  @Test
  void opensAWaitingSessionWithoutItsSecret() {
    DeepLink link = open(request(Optional.of(OWNER)));

    ClaimedSession session = relay().claimWaiting(link.session());
    relay().approve(session.id(), session.secret(), grant(1, PROFILE));

    assertThat(session.request().builder()).isEqualTo(BUILDER);
    assertThat(stateOf(link.session())).isEqualTo(new SessionState.Approved(grant(1, PROFILE)));
    assertRefused(() -> relay().claimWaiting(link.session()), Problem.SessionConflict.class);
  }

  @Test
  void theBuildersSecretIsOfNoUseOnceAWaitingSessionIsOpened() {
    DeepLink link = open(request(Optional.of(OWNER)));
    relay().claimWaiting(link.session());

    assertRefused(
        () -> relay().approve(link.session(), link.secret(), grant(1, PROFILE)),
        Problem.WrongSessionSecret.class);
  }

  @Test
  void doesNotOpenWhatWaitsForSomebodyElse() {
    DeepLink link = open(request(Optional.of(STRANGER)));

    assertRefused(() -> relay().claimWaiting(link.session()), Problem.SessionNotFound.class);
    assertThat(stateOf(link.session())).isEqualTo(new SessionState.Pending());
  }

  @Test
  void handsTheGrantOver() {
    ClaimedSession session = claim(open(request(Optional.empty())));
    var grant =
        new SessionGrant(
            grantId(1), OWNER, List.of(PROFILE), NOW.plusSeconds(3_600), Optional.of(SERVER));

    relay().approve(session.id(), session.secret(), grant);

    assertThat(stateOf(session.id())).isEqualTo(new SessionState.Approved(grant));
  }

  @Test
  void approvingAgainWithTheSameGrantIsDone() {
    ClaimedSession session = claim(open(request(Optional.empty())));
    relay().approve(session.id(), session.secret(), grant(1, PROFILE));

    relay().approve(session.id(), session.secret(), grant(1, PROFILE));

    var problem =
        assertRefused(
            () -> relay().approve(session.id(), session.secret(), grant(2, PROFILE)),
            Problem.SessionConflict.class);
    assertThat(problem.status()).isEqualTo("approved");
    assertThat(stateOf(session.id())).isEqualTo(new SessionState.Approved(grant(1, PROFILE)));
  }

  @Test
  void approvesNoMoreThanWasAsked() {
    ClaimedSession session = claim(open(request(Optional.empty())));

    assertRefused(
        () -> relay().approve(session.id(), session.secret(), grant(1, new ScopePattern("*"))),
        Problem.MalformedRequest.class);
    assertThat(stateOf(session.id())).isEqualTo(new SessionState.Claimed());
  }

  @Test
  void approvesPartOfWhatWasAsked() {
    ClaimedSession session = claim(open(request(Optional.empty())));

    relay().approve(session.id(), session.secret(), grant(1, LIKES));

    assertThat(stateOf(session.id())).isEqualTo(new SessionState.Approved(grant(1, LIKES)));
  }

  @Test
  void answersOnlyWithTheSecret() {
    ClaimedSession session = claim(open(request(Optional.empty())));

    assertRefused(
        () -> relay().approve(session.id(), WRONG, grant(1, PROFILE)),
        Problem.WrongSessionSecret.class);
    assertRefused(
        () -> relay().deny(session.id(), WRONG, Optional.empty()),
        Problem.WrongSessionSecret.class);
    assertThat(stateOf(session.id())).isEqualTo(new SessionState.Claimed());
  }

  @Test
  void answersOnlyWhatWasOpened() {
    DeepLink link = open(request(Optional.empty()));

    var problem =
        assertRefused(
            () -> relay().approve(link.session(), link.secret(), grant(1, PROFILE)),
            Problem.SessionConflict.class);

    assertThat(problem.status()).isEqualTo("pending");
  }

  @Test
  void deniesWithAReasonAsOftenAsOneLikes() {
    ClaimedSession session = claim(open(request(Optional.empty())));

    relay().deny(session.id(), session.secret(), Optional.of("not today"));
    relay().deny(session.id(), session.secret(), Optional.of("not today"));

    assertThat(stateOf(session.id())).isEqualTo(new SessionState.Denied(Optional.of("not today")));
  }

  @Test
  void deniesWithoutAReason() {
    ClaimedSession session = claim(open(request(Optional.empty())));

    relay().deny(session.id(), session.secret(), Optional.empty());

    assertThat(stateOf(session.id())).isEqualTo(new SessionState.Denied(Optional.empty()));
  }

  @Test
  void doesNotGoBackOnAnAnswer() {
    ClaimedSession approved = claim(open(request(Optional.empty())));
    ClaimedSession denied = claim(open(request(Optional.empty())));
    relay().approve(approved.id(), approved.secret(), grant(1, PROFILE));
    relay().deny(denied.id(), denied.secret(), Optional.empty());

    assertRefused(
        () -> relay().deny(approved.id(), approved.secret(), Optional.empty()),
        Problem.SessionConflict.class);
    assertRefused(
        () -> relay().approve(denied.id(), denied.secret(), grant(1, PROFILE)),
        Problem.SessionConflict.class);
  }

  @Test
  void aSessionsTimeIsOverAtTheVeryInstant() {
    DeepLink late = open(request(Optional.empty()));
    ClaimedSession inTime = claim(open(request(Optional.empty())));
    ClaimedSession tooLate = claim(open(request(Optional.empty())));
    pass(LIFETIME.minusSeconds(1));
    relay().approve(inTime.id(), inTime.secret(), grant(1, PROFILE));
    pass(Duration.ofSeconds(1));

    assertRefused(() -> claim(late), Problem.SessionExpired.class);
    assertRefused(
        () -> relay().approve(tooLate.id(), tooLate.secret(), grant(2, PROFILE)),
        Problem.SessionExpired.class);
    assertRefused(
        () -> relay().deny(tooLate.id(), tooLate.secret(), Optional.empty()),
        Problem.SessionExpired.class);
  }

  private ClaimedSession claim(DeepLink link) {
    return relay().claim(link.session(), link.secret());
  }

  private static SessionRequest request(Optional<Address> owner) {
    return new SessionRequest(
        BUILDER, List.of(PROFILE, LIKES), Optional.empty(), Optional.empty(), owner);
  }

  private static SessionGrant grant(int id, ScopePattern scope) {
    return new SessionGrant(grantId(id), OWNER, List.of(scope), Instant.MAX, Optional.empty());
  }
}
