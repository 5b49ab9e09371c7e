package io.freehold.domain.grant;

import io.freehold.domain.GrantId;
import io.freehold.domain.Sha256;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.GrantMessage;
import java.time.Instant;
import java.util.HexFormat;
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

  /// An id of our own, made of the signature, of which there is one spelling (threat T7): it stays
  /// when somebody serves the grant under another id.
  public GrantId signatureId() {
    byte[] hash = Sha256.of(signature.bytes());
    return new GrantId("0x" + HexFormat.of().formatHex(hash));
  }

  /// The grant, once `signer` is known to be allowed to speak for the grantor. Only `VerifyGrant`
  /// may say so.
  public Grant believed() {
    return new Grant(id, signatureId(), terms, revokedAt);
  }

  public SignedGrant revokedAt(Instant time) {
    return new SignedGrant(id, message, terms, signature, addedAt, Optional.of(time), status);
  }
}
