package io.freehold.application.identity;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;

import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.OwnerTokens;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.OwnerToken;
import io.freehold.domain.identity.Secret;
import java.time.InstantSource;

/// Knows the owner by a bearer token. The token is looked up by its hash, so that neither the
/// look-up nor a comparison tells anything about a near miss (threat T55).
public final class AuthenticateToken {
  private final OwnerTokens tokens;
  private final OwnerRecord ownerRecord;
  private final InstantSource clock;

  public AuthenticateToken(OwnerTokens tokens, OwnerRecord ownerRecord, InstantSource clock) {
    this.tokens = tokens;
    this.ownerRecord = ownerRecord;
    this.clock = clock;
  }

  public Caller.Owner authenticate(Secret token) {
    OwnerToken known =
        tokens
            .find(TokenText.hash(token))
            .filter(found -> found.isGoodAt(clock.instant()))
            .orElseThrow(() ->
                Problem.unauthorized(INVALID_SIGNATURE, "Unknown, expired or revoked owner token")
                    .asException());
    return new Caller.Owner(
        ownerRecord.find().orElseThrow(() -> new Problem.OwnerUnknown().asException()),
        "token:" + known.name());
  }
}
