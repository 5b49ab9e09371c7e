package io.freehold.application.grant;

import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.grant.RevokeGrant.Outcome;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.grant.SignedGrant;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RevokeGrantTest {
  private static final SignedGrant FIRST = aGrant().withNonce(1).signedBy(OWNER_KEY);
  private static final SignedGrant SECOND = aGrant().withNonce(2).signedBy(OWNER_KEY);

  private final HandSetClock clock = new HandSetClock(NOW);
  private final InMemoryGrants grants = InMemoryGrants.of(FIRST, SECOND);
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final RevokeGrant revokeGrant = new RevokeGrant(grants, revocations, clock);
  private final SendRevocations sendRevocations =
      new SendRevocations(grants, revocations, InMemoryOwnerRecord.of(OWNER));

  @Test
  void endsAGrantHereAndAtTheGateway() {
    assertThat(revokeGrant.revoke(theOwner(), FIRST.id())).isEqualTo(Outcome.RECORDED);

    assertThat(revocations.find(FIRST.id())).contains(NOW);
    assertThat(revocations.unconfirmed()).isEmpty();
    assertThat(grants.find(FIRST.id()).orElseThrow().revokedAt()).isPresent();
    assertThat(grants.find(SECOND.id()).orElseThrow().revokedAt()).isEmpty();
  }

  @Test
  void keepsTheFirstTimeWhenItIsAskedAgain() {
    revokeGrant.revoke(theOwner(), FIRST.id());
    clock.advance(Duration.ofHours(1));

    assertThat(revokeGrant.revoke(theOwner(), FIRST.id())).isEqualTo(Outcome.RECORDED);
    assertThat(revocations.find(FIRST.id())).contains(NOW);
  }

  @Test
  void refusesAGrantThatIsNotThereOrNotTheOwners() {
    SignedGrant theirs = aGrant().from(STRANGER).signedBy(STRANGER_KEY);
    grants.add(theirs);

    assertRefused(() -> revokeGrant.revoke(theOwner(), grantId(0x99)), Problem.GrantNotFound.class);
    assertRefused(() -> revokeGrant.revoke(theOwner(), theirs.id()), Problem.GrantNotFound.class);

    assertThat(revocations.find(grantId(0x99))).isEmpty();
    assertThat(revocations.find(theirs.id())).isEmpty();
    assertThat(grants.find(theirs.id()).orElseThrow().revokedAt()).isEmpty();
  }

  @Test
  void endsAGrantUnderWhateverIdAGatewayServesIt() {
    revokeGrant.revoke(theOwner(), FIRST.id());
    var verifyGrant =
        new VerifyGrant(
            InMemoryOwnerRecord.of(OWNER),
            new FakeSignatures(),
            new InMemoryServerRegistry(),
            revocations);
    var disguised =
        new SignedGrant(
            grantId(0x77),
            FIRST.message(),
            FIRST.terms(),
            FIRST.signature(),
            FIRST.addedAt(),
            FIRST.revokedAt(),
            FIRST.status());

    assertThat(verifyGrant.verify(disguised).revokedAt()).contains(NOW);
    assertThat(verifyGrant.verify(SECOND).revokedAt()).isEmpty();
  }

  @Nested
  class WhileTheGatewayIsDown {
    @Test
    void endsAGrantHereAtOnceAndTellsTheGatewayLater() {
      grants.goDown();

      assertThat(revokeGrant.revoke(theOwner(), FIRST.id())).isEqualTo(Outcome.RECORDED_HERE_ONLY);
      assertThat(revocations.find(FIRST.id())).contains(NOW);
      assertThat(revocations.unconfirmed()).containsExactly(FIRST.id());

      grants.comeBack();
      sendRevocations.runOnce();

      assertThat(grants.find(FIRST.id()).orElseThrow().revokedAt()).isPresent();
      assertThat(revocations.unconfirmed()).isEmpty();
    }

    @Test
    void leavesEverythingForTheNextRound() {
      grants.goDown();
      revokeGrant.revoke(theOwner(), FIRST.id());
      revokeGrant.revoke(theOwner(), SECOND.id());

      assertRefused(sendRevocations::runOnce, Problem.ServiceUnavailable.class);
      assertThat(revocations.unconfirmed()).containsExactly(FIRST.id(), SECOND.id());

      grants.comeBack();
      sendRevocations.runOnce();
      assertThat(revocations.unconfirmed()).isEmpty();
    }

    @Test
    void takesTheOwnersWordForAGrantNobodyKnowsAndDoesNotLetItHoldUpTheOthers() {
      GrantId unknown = grantId(0x99);
      grants.goDown();
      assertThat(revokeGrant.revoke(theOwner(), unknown)).isEqualTo(Outcome.RECORDED_HERE_ONLY);
      revokeGrant.revoke(theOwner(), FIRST.id());
      grants.comeBack();

      sendRevocations.runOnce();

      assertThat(revocations.find(unknown)).contains(NOW);
      assertThat(revocations.unconfirmed()).isEmpty();
      assertThat(grants.find(FIRST.id()).orElseThrow().revokedAt()).isPresent();
    }
  }

  @Test
  void sendsNothingWhileTheServerHasNoOwner() {
    revocations.add(FIRST.id(), NOW);

    new SendRevocations(grants, revocations, new InMemoryOwnerRecord()).runOnce();

    assertThat(revocations.unconfirmed()).containsExactly(FIRST.id());
    assertThat(grants.find(FIRST.id()).orElseThrow().revokedAt()).isEmpty();
  }
}
