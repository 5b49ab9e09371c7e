package io.freehold.domain.storage;

import io.freehold.domain.identity.Secret;
import java.time.Instant;

/// What a storage service gave this server when its owner let it in (OAuth 2, §4.1.8).
///
/// @param account whose storage it is, as the service names its accounts; no secret
/// @param access what each request carries
/// @param refresh what a new access token is asked for with
/// @param expiresAt when the access token is no longer good
public record OAuthToken(String account, Secret access, Secret refresh, Instant expiresAt) {
  public OAuthToken {
    if (account.isBlank() || access.isEmpty() || refresh.isEmpty()) {
      throw new IllegalArgumentException("an OAuth token has an account and both its secrets");
    }
  }
}
