package io.freehold.application.identity;

import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.freehold.application.identity.CreateOwnerToken.Created;
import io.freehold.application.testing.InMemoryOwnerTokens;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.OwnerToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CreateOwnerTokenTest {
  private final InMemoryOwnerTokens tokens = new InMemoryOwnerTokens();
  private final CreateOwnerToken createOwnerToken =
      new CreateOwnerToken(tokens, CLOCK, new Random(1), 3);

  @Test
  void makesThirtyTwoRandomBytes() {
    String first = create("laptop").secret().reveal();
    String second = create("phone").secret().reveal();

    assertThat(first).matches("fho_[A-Za-z0-9_-]{43}");
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void keepsTheHashAndNothingElse() throws Exception {
    Created created = create("laptop");

    String secret = created.secret().reveal();
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    assertThat(tokens.all()).containsExactly(created.token());
    assertThat(created.token().hash()).isEqualTo(HexFormat.of().formatHex(hash));
    assertThat(created.token().toString())
        .doesNotContain(secret)
        .doesNotContain(secret.substring(4));
    assertThat(created.toString()).doesNotContain(secret.substring(4));
  }

  @Test
  void notesWhenItWasMadeAndUntilWhenItIsGood() {
    OwnerToken token = createOwnerToken.create(theOwner(), "laptop", NOW.plusSeconds(60)).token();

    assertThat(token.name()).isEqualTo("laptop");
    assertThat(token.createdAt()).isEqualTo(NOW);
    assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(token.revokedAt()).isEmpty();
    assertThat(token.id()).matches("[0-9a-f]{8}");
  }

  @Test
  void refusesMoreThanTheLimitOfGoodTokens() {
    create("one");
    create("two");
    OwnerToken third = create("three").token();

    assertRefused(() -> create("four"), Problem.MalformedRequest.class);

    tokens.revoke(third.id(), NOW);
    assertThat(create("four").token().name()).isEqualTo("four");
  }

  @Test
  void doesNotCountExpiredTokens() {
    for (int i = 0; i < 3; i++) {
      tokens.add(
          new OwnerToken(
              "old" + i,
              "old",
              "0".repeat(64),
              NOW.minusSeconds(60),
              NOW,
              java.util.Optional.empty()));
    }

    assertThat(create("laptop").token().name()).isEqualTo("laptop");
  }

  @Test
  void makesNoTokenWithoutANameOrWithoutALife() {
    assertThatIllegalArgumentException().isThrownBy(() -> create(" "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> createOwnerToken.create(theOwner(), "laptop", NOW));
    assertThat(tokens.all()).isEmpty();
  }

  private Created create(String name) {
    return createOwnerToken.create(theOwner(), name, Instant.MAX);
  }
}
