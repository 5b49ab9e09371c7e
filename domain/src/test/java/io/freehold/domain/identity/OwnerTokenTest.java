package io.freehold.domain.identity;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerTokenTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);

  @Test
  void isGoodUntilRightBeforeItsExpiry() {
    OwnerToken token = token("laptop", NOW.plusSeconds(60), Optional.empty());

    assertThat(token.isGoodAt(NOW)).isTrue();
    assertThat(token.isGoodAt(NOW.plusSeconds(60).minusNanos(1))).isTrue();
    assertThat(token.isGoodAt(NOW.plusSeconds(60))).isFalse();
    assertThat(token.isGoodAt(NOW.plusSeconds(61))).isFalse();
  }

  @Test
  void isNeverGoodAgainOnceItIsRevoked() {
    OwnerToken token = token("laptop", Instant.MAX, Optional.of(NOW.plusSeconds(5)));

    assertThat(token.isGoodAt(NOW.plusSeconds(6))).isFalse();
    assertThat(token.isGoodAt(NOW)).isFalse();
  }

  @Test
  void isGoodForEverWhenItNeverExpires() {
    assertThat(token("laptop", Instant.MAX, Optional.empty()).isGoodAt(NOW)).isTrue();
  }

  @Test
  void hasANameOfOneTo64Characters() {
    assertThat(token("x", Instant.MAX, Optional.empty()).name()).isEqualTo("x");
    assertThat(token("x".repeat(64), Instant.MAX, Optional.empty()).name()).hasSize(64);
    assertImpossible(() -> token("", Instant.MAX, Optional.empty()));
    assertImpossible(() -> token("  ", Instant.MAX, Optional.empty()));
    assertImpossible(() -> token("x".repeat(65), Instant.MAX, Optional.empty()));
  }

  @Test
  void expiresAfterItIsMade() {
    assertImpossible(() -> token("laptop", NOW, Optional.empty()));
    assertImpossible(() -> token("laptop", NOW.minusSeconds(1), Optional.empty()));
    assertThat(token("laptop", NOW.plusNanos(1), Optional.empty()).isGoodAt(NOW)).isTrue();
  }

  private static OwnerToken token(String name, Instant expiresAt, Optional<Instant> revokedAt) {
    return new OwnerToken("1a2b3c4d", name, "00".repeat(32), NOW, expiresAt, revokedAt);
  }
}
