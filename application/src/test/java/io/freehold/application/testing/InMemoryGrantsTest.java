package io.freehold.application.testing;

import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Grants;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Builder;
import org.junit.jupiter.api.Test;

class InMemoryGrantsTest extends GrantsContract {
  @Override
  protected Grants grants() {
    return InMemoryGrants.of();
  }

  @Override
  protected Builder registered(Address grantee) {
    return grantee.equals(Cast.BUILDER)
        ? Cast.APP
        : new Builder(
            new BuilderId(Hash.id(grantee)), grantee, grantee, "0x04", "https://other.example.com");
  }

  @Test
  void canBeCutOffAndComeBack() {
    InMemoryGrants grants = InMemoryGrants.of(Cast.aGrant().signedBy(Cast.OWNER_KEY));

    grants.goDown();
    assertRefused(() -> grants.find(Cast.aGrant().id()), Problem.ServiceUnavailable.class);

    grants.comeBack();
    assertThat(grants.find(Cast.aGrant().id())).isPresent();
  }
}
