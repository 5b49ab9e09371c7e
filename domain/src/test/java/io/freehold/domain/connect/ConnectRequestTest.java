package io.freehold.domain.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Address;
import io.freehold.domain.connect.ConnectRequest.Relay;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectRequestTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);
  private static final long NONCE = 1295731555245L;

  private static ConnectRequest request(String id, Duration lifetime) {
    return ConnectRequest.received(
        new ClaimedSession(
            new SessionId(id),
            new Secret("a-secret-of-the-session"),
            new SessionRequest(
                new Address("0x" + "11".repeat(20)),
                List.of(new ScopePattern("instagram.profile")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            NOW.plus(lifetime)),
        NOW);
  }

  private static ConnectRequest request() {
    return request("session-1", Duration.ofMinutes(15));
  }

  /// The first six bytes of the SHA-256 of `connect:session-1`.
  @Test
  void hasANonceThatFollowsFromItsSessionAndFitsIntoANumberOfJavaScript() {
    assertThat(request().nonce()).isEqualTo(NONCE);
    assertThat(request().in(new State.Expired()).nonce()).isEqualTo(NONCE);
    assertThat(request("session-2", Duration.ofMinutes(15)).nonce()).isNotEqualTo(NONCE);
    for (int i = 0; i < 1_000; i++) {
      assertThat(request("session-" + i, Duration.ofMinutes(15)).nonce())
          .isBetween(0L, (1L << 48) - 1);
    }
  }

  @Test
  void isOverAtTheVeryInstant() {
    assertThat(request().isExpiredAt(NOW.plusSeconds(900).minusNanos(1))).isFalse();
    assertThat(request().isExpiredAt(NOW.plusSeconds(900))).isTrue();
  }

  @Test
  void isKeptForADayAtMost() {
    assertThat(request("session-1", Duration.ofDays(7)).expiresAt())
        .isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(request("session-1", Duration.ofHours(23)).expiresAt())
        .isEqualTo(NOW.plus(Duration.ofHours(23)));
  }

  @Test
  void losesItsSecretWhenNothingIsLeftToBeTold() {
    var untold = request().in(new State.Denied(Optional.empty(), NOW, Relay.TO_BE_TOLD));
    assertThat(untold.secret().isEmpty()).isFalse();
    assertThat(untold.isOver()).isFalse();

    var told = untold.in(new State.Denied(Optional.empty(), NOW, Relay.TOLD));
    assertThat(told.secret().isEmpty()).isTrue();
    assertThat(told.isOver()).isTrue();
    assertThat(request().in(new State.Expired()).secret().isEmpty()).isTrue();
    assertThat(request().toString()).doesNotContain("a-secret-of-the-session");
  }
}
