package io.freehold.domain.grant;

import io.freehold.domain.Address;
import java.time.Instant;
import java.util.List;

/// What a grant says: who allows whom to read what until when (§5.3).
///
/// @param expiresAt the first instant at which the grant no longer holds; `Instant.MAX` for never,
///   which the protocol writes as 0
/// @param nonce makes two grants of the same terms different
public record GrantTerms(
    Address grantor, Address grantee, List<ScopePattern> scopes, Instant expiresAt, long nonce) {
  public static final int SCOPES_MAX = 100;

  public GrantTerms {
    scopes = List.copyOf(scopes);
    if (scopes.isEmpty() || scopes.size() > SCOPES_MAX) {
      throw new IllegalArgumentException("a grant names 1 to " + SCOPES_MAX + " scopes");
    }
    if (expiresAt.getEpochSecond() < 1) {
      throw new IllegalArgumentException("a grant expires after 1970; 0 would be never");
    }
    if (nonce < 0) {
      throw new IllegalArgumentException("a nonce is not negative");
    }
  }

  /// The protocol's number for an expiry: seconds since 1970, or 0 for never.
  public long expiresAtSeconds() {
    return expiresAt.equals(Instant.MAX) ? 0 : expiresAt.getEpochSecond();
  }

  public static Instant expiry(long seconds) {
    if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
      throw new IllegalArgumentException(
          "expiresAt is seconds since 1970, or 0 for never, not: " + seconds);
    }
    return seconds == 0 ? Instant.MAX : Instant.ofEpochSecond(seconds);
  }

  public List<String> scopeTexts() {
    return scopes.stream().map(ScopePattern::value).toList();
  }
}
