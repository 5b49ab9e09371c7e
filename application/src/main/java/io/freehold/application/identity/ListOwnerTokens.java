package io.freehold.application.identity;

import io.freehold.application.port.OwnerTokens;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.OwnerToken;
import java.util.List;

/// Shows the owner which tokens there are.
public final class ListOwnerTokens {
  private final OwnerTokens tokens;

  public ListOwnerTokens(OwnerTokens tokens) {
    this.tokens = tokens;
  }

  public List<OwnerToken> list(Caller.Owner owner) {
    return tokens.all();
  }
}
