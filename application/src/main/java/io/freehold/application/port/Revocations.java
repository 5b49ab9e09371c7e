package io.freehold.application.port;

import io.freehold.domain.GrantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The grants this server's owner revoked, here or elsewhere. They win over whatever a gateway says
/// (threat T13).
public interface Revocations {
  Optional<Instant> find(GrantId grant);

  /// On disk when it returns; the first time counts.
  void add(GrantId grant, Instant revokedAt);

  /// The same for a revocation that no gateway needs to be told of.
  void addConfirmed(GrantId grant, Instant revokedAt);

  /// Those the gateway has not confirmed yet, oldest first.
  List<GrantId> unconfirmed();

  /// The gateway has recorded it.
  void confirm(GrantId grant);
}
