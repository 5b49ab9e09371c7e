package io.freehold.domain.grant;

import io.freehold.domain.GrantId;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.GrantMessage;
import java.time.Instant;
import java.util.Optional;

/// A grant as somebody served it, before its signature is verified: nothing in it is believed yet.
///
/// @param message what was signed
/// @param terms what the message says, decoded
public record SignedGrant(
    GrantId id,
    GrantMessage message,
    GrantTerms terms,
    Signature signature,
    Instant addedAt,
    Optional<Instant> revokedAt,
    ChainStatus status) {

  /// The grant, once `signer` is known to be allowed to speak for the grantor. Only `VerifyGrant`
  /// may say so.
  public Grant believed() {
    return new Grant(id, terms, revokedAt);
  }

  public SignedGrant revokedAt(Instant time) {
    return new SignedGrant(id, message, terms, signature, addedAt, Optional.of(time), status);
  }
}
