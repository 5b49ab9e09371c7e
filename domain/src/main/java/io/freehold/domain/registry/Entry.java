package io.freehold.domain.registry;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import java.time.Instant;
import java.util.Optional;

/// One record of the Gateway: a signed message, when it came, and whether it still holds.
///
/// @param id the deterministic id of §4.2.6
/// @param signer who signed: the owner, or a server the owner registered
/// @param removal the revocation or deletion, if there was one; the record itself stays
public record Entry<M extends RegistryMessage>(
    String id,
    M message,
    Signature signature,
    Address signer,
    Instant addedAt,
    Optional<Removal> removal,
    ChainStatus status) {

  /// The end of a record.
  public record Removal(Instant at, Signature signature) {}

  /// A record as it is first made: pending, until a chain confirms it.
  public static <M extends RegistryMessage> Entry<M> pending(
      String id, M message, Signature signature, Address signer, Instant now) {
    return new Entry<>(id, message, signature, signer, now, Optional.empty(), ChainStatus.PENDING);
  }

  /// The same record, made at another time.
  public Entry<M> addedAt(Instant at) {
    return new Entry<>(id, message, signature, signer, at, removal, status);
  }

  public Entry<M> removed(Instant at, Signature by) {
    return new Entry<>(
        id, message, signature, signer, addedAt, Optional.of(new Removal(at, by)), status);
  }

  public boolean isRemoved() {
    return removal.isPresent();
  }
}
