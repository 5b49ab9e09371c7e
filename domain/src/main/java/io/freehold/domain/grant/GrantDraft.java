package io.freehold.domain.grant;

import io.freehold.domain.Address;
import java.time.Instant;
import java.util.List;

/// What the owner asks to grant (§4.1.5).
///
/// @param expiresAt `Instant.MAX` for never
/// @param nonce makes the grant's id its own
public record GrantDraft(
    Address grantee, List<ScopePattern> scopes, Instant expiresAt, long nonce) {
  public GrantDraft {
    scopes = List.copyOf(scopes);
  }

  public GrantTerms by(Address grantor) {
    return new GrantTerms(grantor, grantee, scopes, expiresAt, nonce);
  }
}
