package io.freehold.application.grant;

import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Cast.theOwner;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.domain.grant.SignedGrant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListGrantsTest {
  private static final SignedGrant SIGNED = aGrant().signedBy(OWNER_KEY);
  private static final SignedGrant OTHER = aGrant().withNonce(2).signedBy(OWNER_KEY);
  private static final Instant LATER = NOW.plusSeconds(60);

  private final InMemoryRevocations revocations = new InMemoryRevocations();

  @Test
  void showsWhatTheGatewaySaysOfAGrantThatIsNotRevokedHere() {
    assertThat(revocationsOf(SIGNED, OTHER.revokedAt(LATER)))
        .containsExactlyInAnyOrder(Optional.empty(), Optional.of(LATER));
  }

  @Test
  void showsARevocationMadeHereWhateverTheGatewaySays() {
    revocations.add(SIGNED.id(), NOW);

    assertThat(revocationsOf(SIGNED)).containsExactly(Optional.of(NOW));
    assertThat(revocationsOf(SIGNED.revokedAt(LATER))).containsExactly(Optional.of(NOW));
    assertThat(revocationsOf(OTHER)).containsExactly(Optional.empty());
  }

  @Test
  void showsAGrantAsRevokedUnderWhateverIdItIsServed() {
    revocations.addConfirmed(SIGNED.signatureId(), NOW);
    var disguised =
        new SignedGrant(
            grantId(0x77),
            SIGNED.message(),
            SIGNED.terms(),
            SIGNED.signature(),
            SIGNED.addedAt(),
            SIGNED.revokedAt(),
            SIGNED.status());

    assertThat(revocationsOf(disguised)).containsExactly(Optional.of(NOW));
  }

  private List<Optional<Instant>> revocationsOf(SignedGrant... served) {
    return new ListGrants(InMemoryGrants.of(served), revocations)
        .list(theOwner()).stream().map(SignedGrant::revokedAt).toList();
  }
}
