package io.freehold.application.identity;

import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Caller;
import org.junit.jupiter.api.Test;

class ClaimServerTest {
  private final InMemoryOwnerRecord ownerRecord = new InMemoryOwnerRecord();
  private final ClaimServer claimServer = new ClaimServer(ownerRecord);

  @Test
  void givesTheServerItsFirstOwner() {
    assertThat(claimServer.claim(OWNER)).isEqualTo(new Caller.Owner(OWNER, "setup"));
    assertThat(ownerRecord.find()).contains(OWNER);
  }

  @Test
  void changesNothingForTheSameOwner() {
    claimServer.claim(OWNER);

    assertThat(claimServer.claim(OWNER).address()).isEqualTo(OWNER);
  }

  @Test
  void refusesASecondOwner() {
    claimServer.claim(OWNER);

    var refusal = assertRefused(() -> claimServer.claim(STRANGER), Problem.AlreadyRegistered.class);

    assertThat(refusal).isEqualTo(new Problem.AlreadyRegistered("owner", OWNER.value()));
    assertThat(ownerRecord.find()).contains(OWNER);
  }
}
