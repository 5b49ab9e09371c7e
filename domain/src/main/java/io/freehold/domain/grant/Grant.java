package io.freehold.domain.grant;

import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A grant whose signature was verified: the owner, or a server the owner registered, signed it.
///
/// @param signatureId under which it can be revoked as well, whoever serves it under another id
public record Grant(
    GrantId id, GrantId signatureId, GrantTerms terms, Optional<Instant> revokedAt) {

  /// The proof that the grantee may read a scope now. Strangers are refused first, so that nobody
  /// but the grantee learns a grant's state (ADR 0007).
  public ReadPermit permit(Address caller, Scope scope, Instant now) {
    if (!terms.grantee().equals(caller)) {
      throw new Problem.GrantRequired("Grant not found").asException();
    }
    if (revokedAt.isPresent()) {
      throw new Problem.GrantRevoked(id).asException();
    }
    if (!now.isBefore(terms.expiresAt())) {
      throw new Problem.GrantExpired(id, terms.expiresAt()).asException();
    }
    if (terms.scopes().stream().noneMatch(pattern -> pattern.covers(scope))) {
      throw new Problem.ScopeNotGranted(scope, terms.scopeTexts()).asException();
    }
    return new ReadPermit(scope, List.of(id, signatureId));
  }

  /// Whether the grant is somebody's, and neither revoked nor expired.
  public boolean isLiveFor(Address grantee, Instant now) {
    return terms.grantee().equals(grantee)
        && revokedAt.isEmpty()
        && now.isBefore(terms.expiresAt());
  }
}
