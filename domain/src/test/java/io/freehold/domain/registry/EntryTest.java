package io.freehold.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EntryTest {
  private static final Address OWNER = new Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);
  private static final Signature ONE = new Signature("0x" + "11".repeat(64) + "1b");
  private static final Signature TWO = new Signature("0x" + "22".repeat(64) + "1c");

  @Test
  void beginsPendingAndStaysWhenItIsRemoved() {
    var id = new GrantId("0x" + "33".repeat(32));
    var entry = Entry.pending(id.value(), new GrantRevocation(OWNER, id), ONE, OWNER, NOW);

    var removed = entry.removed(NOW.plusSeconds(1), TWO);

    assertThat(entry.status()).isEqualTo(ChainStatus.PENDING);
    assertThat(entry.isRemoved()).isFalse();
    assertThat(removed.isRemoved()).isTrue();
    assertThat(removed.removal()).contains(new Entry.Removal(NOW.plusSeconds(1), TWO));
    assertThat(removed.signature()).isEqualTo(ONE);
    assertThat(removed.addedAt()).isEqualTo(NOW);
  }
}
