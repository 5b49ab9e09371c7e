package io.freehold.application.identity;

import io.freehold.application.port.OwnerTokens;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Caller;
import java.time.InstantSource;

/// Ends a token at once.
public final class RevokeOwnerToken {
  private final OwnerTokens tokens;
  private final InstantSource clock;

  public RevokeOwnerToken(OwnerTokens tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  public void revoke(Caller.Owner owner, String id) {
    if (!tokens.revoke(id, clock.instant())) {
      throw new Problem.RecordNotFound("token", id).asException();
    }
  }
}
