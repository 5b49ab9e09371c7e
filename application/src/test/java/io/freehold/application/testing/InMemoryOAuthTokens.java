package io.freehold.application.testing;

import io.freehold.application.port.OAuthTokens;
import io.freehold.domain.storage.OAuthToken;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// OAuth tokens in memory.
public final class InMemoryOAuthTokens implements OAuthTokens {
  private final Map<String, OAuthToken> tokens = new ConcurrentHashMap<>();

  @Override
  public Optional<OAuthToken> find(String service) {
    return Optional.ofNullable(tokens.get(service));
  }

  @Override
  public void keep(String service, OAuthToken token) {
    tokens.put(service, token);
  }

  @Override
  public boolean forget(String service) {
    return tokens.remove(service) != null;
  }
}
