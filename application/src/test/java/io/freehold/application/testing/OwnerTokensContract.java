package io.freehold.application.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.OwnerTokens;
import io.freehold.domain.identity.OwnerToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of owner tokens does.
public abstract class OwnerTokensContract {
  protected static final Instant TEN = Instant.parse("2026-01-21T10:00:00.123456789Z");

  private OwnerTokens tokens;

  /// A store without tokens.
  protected abstract OwnerTokens ownerTokens();

  @BeforeEach
  void openTheStore() {
    tokens = ownerTokens();
  }

  @Test
  void findsATokenByItsHash() {
    tokens.add(token(1));
    tokens.add(token(2));

    assertThat(tokens.find(token(1).hash())).contains(token(1));
    assertThat(tokens.find(token(3).hash())).isEmpty();
    assertThat(tokens.find(token(1).id())).isEmpty();
  }

  @Test
  void keepsATokenThatNeverExpires() {
    var token = new OwnerToken("a", "laptop", "ab".repeat(32), TEN, Instant.MAX, Optional.empty());
    tokens.add(token);

    assertThat(tokens.find(token.hash())).contains(token);
    assertThat(tokens.all()).containsExactly(token);
  }

  @Test
  void listsTheNewestFirst() {
    tokens.add(token(1));
    tokens.add(token(2));
    tokens.add(token(3));

    assertThat(tokens.all()).containsExactly(token(3), token(2), token(1));
  }

  @Test
  void revokesAToken() {
    tokens.add(token(1));
    tokens.add(token(2));

    assertThat(tokens.revoke(token(1).id(), TEN.plusSeconds(60))).isTrue();

    assertThat(tokens.find(token(1).hash()).flatMap(OwnerToken::revokedAt))
        .contains(TEN.plusSeconds(60));
    assertThat(tokens.all())
        .extracting(OwnerToken::revokedAt)
        .containsExactly(Optional.empty(), Optional.of(TEN.plusSeconds(60)));
    assertThat(tokens.find(token(2).hash())).contains(token(2));
  }

  @Test
  void revokesATokenOnce() {
    tokens.add(token(1));
    tokens.revoke(token(1).id(), TEN.plusSeconds(60));

    assertThat(tokens.revoke(token(1).id(), TEN.plusSeconds(90))).isFalse();
    assertThat(tokens.revoke("unknown", TEN)).isFalse();
    assertThat(tokens.find(token(1).hash()).flatMap(OwnerToken::revokedAt))
        .contains(TEN.plusSeconds(60));
  }

  protected static OwnerToken token(int number) {
    return new OwnerToken(
        "id" + number,
        "token " + number,
        "%064x".formatted(number),
        TEN.plusSeconds(number),
        TEN.plus(Duration.ofDays(number)),
        Optional.empty());
  }
}
