package io.freehold.domain.connect;

import static io.freehold.domain.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTest {
  private static final Instant NOW = Instant.parse("2026-02-02T02:40:00Z");
  private static final Instant END = NOW.plusSeconds(900);
  private static final Address BUILDER = new Address("0x" + "b1".repeat(20));
  private static final Address OWNER = new Address("0x" + "01".repeat(20));
  private static final Address OTHER = new Address("0x" + "02".repeat(20));
  private static final Secret SECRET = new Secret("the secret");

  private static Session session(Optional<Address> owner) {
    return new Session(
        new SessionId("session-1"),
        new SessionRequest(
            BUILDER,
            List.of(new ScopePattern("instagram.*"), new ScopePattern("a.b")),
            Optional.empty(),
            Optional.empty(),
            owner),
        new SessionState.Pending(),
        SecretHash.of(SECRET),
        NOW,
        END);
  }

  private static Session pending() {
    return session(Optional.empty());
  }

  private static Session claimed() {
    return pending().claimed(NOW);
  }

  private static SessionGrant grant(String id, Address owner, String... scopes) {
    return new SessionGrant(
        new GrantId("0x" + id.repeat(64)),
        owner,
        List.of(scopes).stream().map(ScopePattern::new).toList(),
        Instant.MAX,
        Optional.empty());
  }

  private static final SessionGrant GRANT = grant("1", OWNER, "instagram.profile");

  @Test
  void goesItsWay() {
    assertThat(pending().statusAt(NOW)).isEqualTo("pending");
    assertThat(claimed().statusAt(NOW)).isEqualTo("claimed");
    assertThat(claimed().approved(GRANT, NOW).statusAt(NOW)).isEqualTo("approved");
    assertThat(claimed().denied(Optional.empty(), NOW).statusAt(NOW)).isEqualTo("denied");
    assertThat(pending().denied(Optional.empty(), NOW).statusAt(NOW)).isEqualTo("denied");
  }

  @Test
  void goesNoOtherWay() {
    Session approved = claimed().approved(GRANT, NOW);
    Session denied = claimed().denied(Optional.empty(), NOW);
    for (Session opened : List.of(claimed(), approved, denied)) {
      assertRefused(() -> opened.claimed(NOW), Problem.SessionConflict.class);
    }
    assertRefused(() -> pending().approved(GRANT, NOW), Problem.SessionConflict.class);
    assertRefused(() -> denied.approved(GRANT, NOW), Problem.SessionConflict.class);
    assertRefused(() -> approved.denied(Optional.empty(), NOW), Problem.SessionConflict.class);
    assertThat(assertRefused(() -> approved.claimed(NOW), Problem.SessionConflict.class).status())
        .isEqualTo("approved");
  }

  @Test
  void isOverAtTheVeryInstant() {
    Instant before = END.minusNanos(1);
    assertThat(pending().claimed(before).statusAt(before)).isEqualTo("claimed");
    assertThat(claimed().approved(GRANT, before).isOpen()).isFalse();

    assertThat(pending().statusAt(END)).isEqualTo("expired");
    assertThat(claimed().statusAt(END)).isEqualTo("expired");
    assertRefused(() -> pending().claimed(END), Problem.SessionExpired.class);
    assertRefused(() -> claimed().approved(GRANT, END), Problem.SessionExpired.class);
    assertRefused(() -> claimed().denied(Optional.empty(), END), Problem.SessionExpired.class);
    assertRefused(() -> pending().mustNotBeOver(END), Problem.SessionExpired.class);
  }

  @Test
  void staysAnsweredWhenItsTimeIsOver() {
    Session approved = claimed().approved(GRANT, NOW);
    Session denied = claimed().denied(Optional.of("no"), NOW);

    assertThat(approved.statusAt(END)).isEqualTo("approved");
    assertThat(approved.approved(GRANT, END)).isSameAs(approved);
    assertThat(denied.statusAt(END)).isEqualTo("denied");
    assertThat(denied.denied(Optional.of("yes"), END)).isSameAs(denied);
  }

  @Test
  void takesTheSameGrantAgainAndNoOther() {
    Session approved = claimed().approved(GRANT, NOW);
    var sameButForItsEnd =
        new SessionGrant(
            GRANT.grant(), GRANT.owner(), GRANT.scopes(), NOW.plusSeconds(5), Optional.empty());

    assertThat(approved.approved(sameButForItsEnd, NOW)).isSameAs(approved);
    for (SessionGrant other :
        List.of(
            grant("2", OWNER, "instagram.profile"),
            grant("1", OTHER, "instagram.profile"),
            grant("1", OWNER, "instagram.likes"))) {
      assertRefused(() -> approved.approved(other, NOW), Problem.SessionConflict.class);
    }
  }

  @Test
  void approvesNoMoreThanWasAsked() {
    for (String within : new String[] {"instagram.*", "instagram.profile", "a.b"}) {
      assertThat(claimed().approved(grant("1", OWNER, within), NOW).isOpen()).isFalse();
    }
    for (String beyond : new String[] {"*", "instagramx.y", "a.c", "a.*", "a.b.c"}) {
      assertRefused(
          () -> claimed().approved(grant("1", OWNER, "a.b", beyond), NOW),
          Problem.MalformedRequest.class);
    }
    assertRefused(() -> claimed().approved(grant("1", OWNER), NOW), Problem.MalformedRequest.class);
  }

  @Test
  void isApprovedByTheOwnerItAsks() {
    Session asking = session(Optional.of(OWNER)).claimed(NOW);

    assertThat(asking.approved(GRANT, NOW).isOpen()).isFalse();
    assertRefused(
        () -> asking.approved(grant("1", OTHER, "instagram.profile"), NOW),
        Problem.MalformedRequest.class);
  }

  @Test
  void givesAwayItsOldSecretWhenOpenedWithoutIt() {
    var instead = new Secret("another");

    Session opened = pending().claimed(NOW, SecretHash.of(instead));

    assertThat(opened.secret().isOf(instead)).isTrue();
    assertThat(opened.secret().isOf(SECRET)).isFalse();
  }

  @Test
  void showsNoSecret() {
    assertThat(pending().toString())
        .doesNotContain("the secret")
        .doesNotContain(SecretHash.of(SECRET).value());
  }

  @Test
  void knowsASecretByItsHash() {
    assertThat(SecretHash.of(new Secret("abc")).value())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(SecretHash.OF_NO_SECRET.isOf(SECRET)).isFalse();
  }

  @Test
  void namesOneHappeningOnce() {
    SessionRequest request = pending().request();
    var id = new SessionId("session-1");
    var first =
        WebhookEvent.of(
            WebhookEvent.Type.GRANT_APPROVED,
            id,
            request,
            Optional.of(GRANT),
            Optional.empty(),
            NOW);
    var again =
        WebhookEvent.of(
            WebhookEvent.Type.GRANT_APPROVED,
            id,
            request,
            Optional.of(GRANT),
            Optional.empty(),
            END);
    var watched = new WatchedGrant(id, request, GRANT);

    assertThat(first.id()).isEqualTo(again.id()).matches("evt_[0-9a-f]{32}");
    assertThat(
            List.of(
                first.id(),
                watched.revoked(NOW).id(),
                watched.expired(NOW).id(),
                new WatchedGrant(new SessionId("session-2"), request, GRANT).revoked(NOW).id(),
                new WatchedGrant(id, request, grant("2", OWNER, "a.b")).revoked(NOW).id()))
        .doesNotHaveDuplicates();
  }
}
