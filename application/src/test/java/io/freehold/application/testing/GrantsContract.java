package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Grants;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Builder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What every `Grants` does. The server's key is that of the cast, signatures are those of
/// `FakeSigner`, and the clock stands at `Cast.NOW`.
public abstract class GrantsContract {
  /// Grants of which none is recorded yet; the owner has registered the server.
  protected abstract Grants grants();

  /// The builder at one of the addresses of the cast, registered with what `grants()` gave.
  protected abstract Builder registered(Address grantee);

  @Test
  void findsWhatItCreated() {
    Grants grants = grants();
    GrantTerms terms = aGrant().of("instagram.*", "chatgpt.conversations").terms();

    GrantId id = grants.create(terms, registered(BUILDER));

    SignedGrant found = grants.find(id).orElseThrow();
    assertThat(found.id()).isEqualTo(id);
    assertThat(found.terms()).isEqualTo(terms);
    assertThat(found.addedAt()).isEqualTo(NOW);
    assertThat(found.revokedAt()).isEmpty();
  }

  @Test
  void signsWithTheKeyOfTheServer() {
    Grants grants = grants();

    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));

    SignedGrant found = grants.find(id).orElseThrow();
    assertThat(new FakeSignatures().signerOf(found.message(), found.signature())).contains(SERVER);
  }

  @Test
  void givesTheSameTermsTheSameId() {
    Grants grants = grants();
    Builder builder = registered(BUILDER);

    GrantId first = grants.create(aGrant().terms(), builder);
    GrantId again = grants.create(aGrant().terms(), builder);
    GrantId other = grants.create(aGrant().withNonce(2).terms(), builder);

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
    assertThat(grants.grantedBy(OWNER)).hasSize(2);
  }

  @Test
  void findsNothingUnderAnUnknownId() {
    Grants grants = grants();

    assertThat(grants.find(grantId(0x33))).isEmpty();
    assertThat(grants.grantedBy(OWNER)).isEmpty();
    assertThat(grants.grantedTo(OWNER, BUILDER)).isEmpty();
  }

  @Test
  void listsTheNewestFirstRevokedAndExpiredOnesIncluded() {
    Grants grants = grants();
    Builder builder = registered(BUILDER);
    GrantTerms expired = aGrant().expiringAt(NOW.minus(Duration.ofDays(1))).terms();
    GrantId first = grants.create(aGrant().terms(), builder);
    GrantId second = grants.create(expired, builder);
    grants.revoke(first, OWNER);

    assertThat(grants.grantedBy(OWNER)).extracting(SignedGrant::id).containsExactly(second, first);
    assertThat(grants.grantedBy(OWNER).getLast().revokedAt()).contains(NOW);
  }

  @Test
  void keepsBuildersApart() {
    Grants grants = grants();
    GrantId ours = grants.create(aGrant().terms(), registered(BUILDER));
    GrantId theirs = grants.create(aGrant().to(STRANGER).terms(), registered(STRANGER));

    assertThat(grants.grantedTo(OWNER, BUILDER)).extracting(SignedGrant::id).containsExactly(ours);
    assertThat(grants.grantedTo(OWNER, STRANGER))
        .extracting(SignedGrant::id)
        .containsExactly(theirs);
    assertThat(grants.grantedTo(STRANGER, BUILDER)).isEmpty();
    assertThat(grants.grantedBy(STRANGER)).isEmpty();
  }

  @Test
  void revokesOnceAndForAll() {
    Grants grants = grants();
    GrantId id = grants.create(aGrant().terms(), registered(BUILDER));

    grants.revoke(id, OWNER);
    grants.revoke(id, OWNER);

    assertThat(grants.find(id).orElseThrow().revokedAt()).contains(NOW);
    assertThat(grants.create(aGrant().terms(), registered(BUILDER))).isEqualTo(id);
    assertThat(grants.find(id).orElseThrow().revokedAt()).contains(NOW);
  }

  @Test
  void refusesToRevokeWhatItDoesNotKnow() {
    Grants grants = grants();

    assertRefused(() -> grants.revoke(grantId(0x33), OWNER), Problem.GrantNotFound.class);
  }
}
