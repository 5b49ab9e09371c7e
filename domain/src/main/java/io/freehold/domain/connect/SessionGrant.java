package io.freehold.domain.connect;

import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an approved session gives its builder: the grant payload of §4.5.
///
/// @param expiresAt of the grant; `Instant.MAX` for never
/// @param server the address of the personal server that will answer, where the owner's side said
///   so
public record SessionGrant(
    GrantId grant,
    Address owner,
    List<ScopePattern> scopes,
    Instant expiresAt,
    Optional<Address> server) {
  public SessionGrant {
    scopes = List.copyOf(scopes);
  }
}
