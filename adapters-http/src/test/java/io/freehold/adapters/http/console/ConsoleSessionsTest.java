package io.freehold.adapters.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.identity.AuthenticateToken;
import io.freehold.application.identity.CreateOwnerToken;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryOwnerTokens;
import io.freehold.application.testing.Refusals;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleSessionsTest {
  private static final Caller.Owner OWNER = new Caller.Owner(Cast.OWNER, "wallet");

  private final HandSetClock clock = new HandSetClock(Instant.parse("2026-01-21T10:00:00Z"));
  private final InMemoryOwnerTokens tokens = new InMemoryOwnerTokens();
  private final InMemoryOwnerRecord record = InMemoryOwnerRecord.of(Cast.OWNER);
  private final ConsoleSessions sessions =
      new ConsoleSessions(
          new AuthenticateToken(tokens, record, clock)::authenticate, clock, new Random(1));
  private Secret token;

  @BeforeEach
  void haveAToken() {
    token =
        new CreateOwnerToken(tokens, clock, new Random(2), 10)
            .create(OWNER, "phone", Instant.MAX)
            .secret();
  }

  @Test
  void knowsTheOwnerAgain() {
    Secret held = sessions.begin(token);

    assertThat(sessions.find(held).orElseThrow().owner().address()).isEqualTo(Cast.OWNER);
    assertThat(sessions.find(new Secret(held.reveal() + "x"))).isEmpty();
    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void refusesATokenThatIsNotGood() {
    Refusals.assertRefused(
        () -> sessions.begin(new Secret("fho_wrong")), Problem.Unauthorized.class);
  }

  @Test
  void givesEverySessionAFormKeyOfItsOwn() {
    Secret one = sessions.begin(token);
    Secret other = sessions.begin(token);

    assertThat(sessions.find(one).orElseThrow().formKey())
        .isEqualTo(sessions.find(one).orElseThrow().formKey())
        .isNotEqualTo(sessions.find(other).orElseThrow().formKey())
        .isNotEqualTo(one.reveal());
  }

  @Test
  void endsWithTheTokenItBeganWith() {
    Secret held = sessions.begin(token);

    tokens.revoke(tokens.all().getFirst().id(), clock.instant());

    assertThat(sessions.find(held)).isEmpty();
  }

  @Test
  void endsWhenItWasIdleForHalfAnHour() {
    Secret held = sessions.begin(token);
    clock.advance(Duration.ofMinutes(30).minusMillis(1));
    assertThat(sessions.find(held)).isPresent();

    clock.advance(Duration.ofMinutes(30));

    assertThat(sessions.find(held)).isEmpty();
    assertThat(sessions.find(held)).isEmpty();
  }

  @Test
  void endsWhenTheOwnerSignsOut() {
    Secret held = sessions.begin(token);

    sessions.end(held);

    assertThat(sessions.find(held)).isEmpty();
  }

  @Test
  void letsTheLongestIdleGoWhenThereAreTooMany() {
    Secret first = sessions.begin(token);
    Secret second = sessions.begin(token);
    for (int i = 0; i < 30; i++) {
      sessions.begin(token);
    }
    assertThat(sessions.find(first)).isPresent();

    sessions.begin(token);

    assertThat(sessions.find(second)).isEmpty();
    assertThat(sessions.find(first)).isPresent();
  }
}
