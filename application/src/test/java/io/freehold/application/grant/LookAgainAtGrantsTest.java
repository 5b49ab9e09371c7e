package io.freehold.application.grant;

import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.grantId;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.domain.grant.SignedGrant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookAgainAtGrantsTest {
  private static final SignedGrant FIRST = aGrant().withNonce(1).signedBy(OWNER_KEY);
  private static final SignedGrant SECOND = aGrant().withNonce(2).signedBy(OWNER_KEY);
  private static final SignedGrant INVENTED = aGrant().withNonce(3).signedBy(STRANGER_KEY);

  private final InMemoryGrants grants = InMemoryGrants.of(FIRST, SECOND, INVENTED);
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final LookAgainAtGrants lookAgain =
      new LookAgainAtGrants(
          grants,
          new VerifyGrant(
              InMemoryOwnerRecord.of(OWNER),
              new FakeSignatures(),
              new InMemoryServerRegistry(),
              revocations));

  @Test
  void learnsThatAGrantWasRevokedElsewhere() {
    grants.add(SECOND.revokedAt(NOW));

    lookAgain.look(List.of(FIRST.id(), SECOND.id()), () -> true);

    assertThat(revocations.find(SECOND.signatureId())).contains(NOW);
    assertThat(revocations.find(FIRST.signatureId())).isEmpty();
  }

  @Test
  void goesOnAfterGrantsThatAreNotThereOrNotToBeBelieved() {
    grants.add(INVENTED.revokedAt(NOW));
    grants.add(FIRST.revokedAt(NOW));

    lookAgain.look(List.of(grantId(0x99), INVENTED.id(), FIRST.id()), () -> true);

    assertThat(revocations.find(FIRST.signatureId())).contains(NOW);
    assertThat(revocations.find(INVENTED.signatureId())).isEmpty();
  }

  @Test
  void leavesEverythingAsItIsWhileTheGatewayIsDown() {
    grants.add(FIRST.revokedAt(NOW));
    grants.goDown();

    lookAgain.look(List.of(FIRST.id()), () -> true);

    assertThat(revocations.find(FIRST.signatureId())).isEmpty();
  }

  @Test
  void stopsBetweenTwoGrantsWhenItsTimeIsOver() {
    grants.add(FIRST.revokedAt(NOW));
    grants.add(SECOND.revokedAt(NOW));
    var times = new AtomicInteger();

    lookAgain.look(List.of(FIRST.id(), SECOND.id()), () -> times.getAndIncrement() == 0);

    assertThat(revocations.find(FIRST.signatureId())).contains(NOW);
    assertThat(revocations.find(SECOND.signatureId())).isEmpty();
  }
}
