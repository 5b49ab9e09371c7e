package io.freehold.application.testing;

import io.freehold.application.port.OwnerTokens;
import io.freehold.domain.identity.OwnerToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tokens in the order in which they were made.
public final class InMemoryOwnerTokens implements OwnerTokens {
  private final List<OwnerToken> tokens = new ArrayList<>();

  @Override
  public synchronized Optional<OwnerToken> find(String hash) {
    return tokens.stream().filter(token -> token.hash().equals(hash)).findFirst();
  }

  @Override
  public synchronized void add(OwnerToken token) {
    tokens.add(token);
  }

  @Override
  public synchronized List<OwnerToken> all() {
    return List.copyOf(tokens.reversed());
  }

  @Override
  public synchronized boolean revoke(String id, Instant now) {
    for (int i = 0; i < tokens.size(); i++) {
      OwnerToken token = tokens.get(i);
      if (token.id().equals(id) && token.revokedAt().isEmpty()) {
        tokens.set(i, revoked(token, now));
        return true;
      }
    }
    return false;
  }

  private static OwnerToken revoked(OwnerToken token, Instant now) {
    return new OwnerToken(
        token.id(),
        token.name(),
        token.hash(),
        token.createdAt(),
        token.expiresAt(),
        Optional.of(now));
  }
}
