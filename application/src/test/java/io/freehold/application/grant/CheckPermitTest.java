package io.freehold.application.grant;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Cast.theOwner;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.SignedGrant;
import org.junit.jupiter.api.Test;

class CheckPermitTest {
  private static final SignedGrant SIGNED = aGrant().of(PROFILE).signedBy(OWNER_KEY);

  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final CheckPermit checkPermit = new CheckPermit(revocations);
  private final ReadPermit permit = SIGNED.believed().permit(BUILDER, PROFILE, NOW);

  @Test
  void aPermitHoldsUntilItsGrantIsRevoked() {
    revocations.add(grantId(0x99), NOW);
    assertThat(checkPermit.holds(permit)).isTrue();

    revocations.add(SIGNED.id(), NOW);
    assertThat(checkPermit.holds(permit)).isFalse();
  }

  @Test
  void aPermitEndsUnderWhateverIdItsGrantIsRevoked() {
    revocations.add(SIGNED.signatureId(), NOW);

    assertThat(checkPermit.holds(permit)).isFalse();
  }

  @Test
  void theOwnersPermitEndsWithNoGrant() {
    revocations.add(SIGNED.id(), NOW);

    assertThat(checkPermit.holds(ReadPermit.of(theOwner(), PROFILE))).isTrue();
  }
}
