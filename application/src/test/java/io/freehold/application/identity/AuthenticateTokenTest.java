package io.freehold.application.identity;

import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.identity.CreateOwnerToken.Created;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryOwnerTokens;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Problem.Unauthorized;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Secret;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuthenticateTokenTest {
  private final HandSetClock clock = new HandSetClock(NOW);
  private final InMemoryOwnerTokens tokens = new InMemoryOwnerTokens();
  private final CreateOwnerToken createOwnerToken =
      new CreateOwnerToken(tokens, clock, new Random(1), 10);
  private final RevokeOwnerToken revokeOwnerToken = new RevokeOwnerToken(tokens, clock);
  private final ListOwnerTokens listOwnerTokens = new ListOwnerTokens(tokens);
  private final AuthenticateToken authenticateToken =
      new AuthenticateToken(tokens, InMemoryOwnerRecord.of(OWNER), clock);

  @Test
  void knowsTheOwnerByAToken() {
    Created created = createOwnerToken.create(theOwner(), "laptop", Instant.MAX);

    assertThat(authenticateToken.authenticate(created.secret()))
        .isEqualTo(new Caller.Owner(OWNER, "token:laptop"));
  }

  /// A near miss is a different hash: it is answered as the farthest miss is (threat T55).
  @Test
  void answersEveryMissAlike() {
    Created created = createOwnerToken.create(theOwner(), "laptop", Instant.MAX);
    String secret = created.secret().reveal();

    Stream<Unauthorized> refusals =
        Stream.of(
                "",
                "fho_",
                secret.substring(0, secret.length() - 1),
                secret + "A",
                secret + " ",
                secret.toLowerCase(Locale.ROOT),
                secret.substring(4),
                created.token().hash(),
                created.token().id(),
                created.token().name())
            .map(this::refusal);

    assertThat(refusals.distinct())
        .singleElement()
        .returns(AuthFailure.INVALID_SIGNATURE, Unauthorized::failure);
  }

  @Test
  void refusesAtTheVeryInstantOfExpiry() {
    Created created = createOwnerToken.create(theOwner(), "laptop", NOW.plusSeconds(60));
    clock.set(NOW.plusSeconds(60).minusNanos(1));
    assertThat(authenticateToken.authenticate(created.secret())).isNotNull();

    clock.set(NOW.plusSeconds(60));

    assertThat(refusal(created.secret().reveal())).isEqualTo(refusal("unknown"));
  }

  @Test
  void refusesARevokedTokenAndNoOther() {
    Created lost = createOwnerToken.create(theOwner(), "phone", Instant.MAX);
    Created kept = createOwnerToken.create(theOwner(), "laptop", Instant.MAX);

    revokeOwnerToken.revoke(theOwner(), lost.token().id());

    assertThat(refusal(lost.secret().reveal())).isEqualTo(refusal("unknown"));
    assertThat(authenticateToken.authenticate(kept.secret()).credential())
        .isEqualTo("token:laptop");
  }

  @Test
  void revokesATokenOnce() {
    Created created = createOwnerToken.create(theOwner(), "laptop", Instant.MAX);
    revokeOwnerToken.revoke(theOwner(), created.token().id());

    assertRefused(
        () -> revokeOwnerToken.revoke(theOwner(), created.token().id()),
        Problem.RecordNotFound.class);
    assertRefused(
        () -> revokeOwnerToken.revoke(theOwner(), "unknown"), Problem.RecordNotFound.class);
  }

  @Test
  void showsTheOwnerAllTokens() {
    Created first = createOwnerToken.create(theOwner(), "one", Instant.MAX);
    Created second = createOwnerToken.create(theOwner(), "two", Instant.MAX);

    assertThat(listOwnerTokens.list(theOwner())).containsExactly(second.token(), first.token());
  }

  @Test
  void isNobodysBeforeTheServerHasAnOwner() {
    Created created = createOwnerToken.create(theOwner(), "laptop", Instant.MAX);
    var unclaimed = new AuthenticateToken(tokens, new InMemoryOwnerRecord(), clock);

    assertRefused(() -> unclaimed.authenticate(created.secret()), Problem.OwnerUnknown.class);
  }

  private Unauthorized refusal(String token) {
    return assertRefused(
        () -> authenticateToken.authenticate(new Secret(token)), Unauthorized.class);
  }
}
