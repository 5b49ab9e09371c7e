package io.freehold.application.grant;

import static io.freehold.application.testing.Cast.APP;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.InMemoryBuilders;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.grant.GrantDraft;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.grant.SignedGrant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreateGrantTest {
  private final InMemoryGrants grants = InMemoryGrants.of();
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final CreateGrant createGrant = new CreateGrant(InMemoryBuilders.of(APP), grants);
  private final ListGrants listGrants = new ListGrants(grants, revocations);

  @Test
  void recordsWhatTheOwnerWantsInTheOwnersName() {
    GrantId id = createGrant.create(theOwner(), draft(BUILDER, 7));

    SignedGrant recorded = grants.find(id).orElseThrow();
    assertThat(recorded.terms()).isEqualTo(draft(BUILDER, 7).by(OWNER));
    assertThat(recorded.revokedAt()).isEmpty();
  }

  @Test
  void makesAGrantThatIsBelievedBecauseTheOwnerRegisteredTheServer() {
    GrantId id = createGrant.create(theOwner(), draft(BUILDER, 7));
    var verifyGrant =
        new VerifyGrant(
            InMemoryOwnerRecord.of(OWNER),
            new FakeSignatures(),
            new InMemoryServerRegistry().add(SERVER, OWNER),
            revocations);

    assertThat(verifyGrant.verify(grants.find(id).orElseThrow()).id()).isEqualTo(id);
  }

  @Test
  void refusesAnAddressThatIsNoRegisteredBuilder() {
    var refusal =
        assertRefused(
            () -> createGrant.create(theOwner(), draft(STRANGER, 7)),
            Problem.BuilderNotRegistered.class);

    assertThat(refusal.address()).isEqualTo(STRANGER);
    assertThat(grants.grantedBy(OWNER)).isEmpty();
  }

  @Test
  void makesTwoGrantsOfTwoNoncesAndOneOfOne() {
    GrantId first = createGrant.create(theOwner(), draft(BUILDER, 7));
    GrantId again = createGrant.create(theOwner(), draft(BUILDER, 7));
    GrantId other = createGrant.create(theOwner(), draft(BUILDER, 8));

    assertThat(again).isEqualTo(first);
    assertThat(listGrants.list(theOwner()))
        .extracting(SignedGrant::id)
        .containsExactly(other, first);
  }

  @Test
  void isListedAsRevokedOnceItIsRevokedHere() {
    GrantId id = createGrant.create(theOwner(), draft(BUILDER, 7));
    revocations.add(id, NOW);

    assertThat(listGrants.list(theOwner()).getFirst().revokedAt()).contains(NOW);
  }

  private static GrantDraft draft(Address grantee, long nonce) {
    return new GrantDraft(
        grantee, List.of(new ScopePattern("instagram.*")), NOW.plusSeconds(3600), nonce);
  }
}
