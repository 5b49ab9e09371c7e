package io.freehold.application.identity;

import io.freehold.application.port.OwnerTokens;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.OwnerToken;
import io.freehold.domain.identity.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes a bearer token for the owner. The token is returned this once and kept as a hash.
public final class CreateOwnerToken {
  private final OwnerTokens tokens;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final int tokensMax;

  public CreateOwnerToken(
      OwnerTokens tokens, InstantSource clock, RandomGenerator random, int tokensMax) {
    this.tokens = tokens;
    this.clock = clock;
    this.random = random;
    this.tokensMax = tokensMax;
  }

  /// A new token and what is kept of it.
  public record Created(Secret secret, OwnerToken token) {}

  /// @param expiresAt `Instant.MAX` for never
  public Created create(Caller.Owner owner, String name, Instant expiresAt) {
    Instant now = clock.instant();
    if (tokens.all().stream().filter(token -> token.isGoodAt(now)).count() >= tokensMax) {
      throw Problem.malformed(
              Problem.Subject.BODY, "there are " + tokensMax + " tokens already; revoke one first")
          .asException();
    }
    Secret secret = TokenText.random(random);
    var token =
        new OwnerToken(
            "%08x".formatted(random.nextInt()),
            name,
            TokenText.hash(secret),
            now,
            expiresAt,
            Optional.empty());
    tokens.add(token);
    return new Created(secret, token);
  }
}
