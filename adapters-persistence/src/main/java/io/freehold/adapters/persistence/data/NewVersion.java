package io.freehold.adapters.persistence.data;

import io.freehold.domain.Scope;
import io.freehold.domain.data.IdempotencyKey;
import io.freehold.domain.data.VersionSummary;
import java.time.Instant;
import java.util.Optional;

/// A version that the index is to know.
///
/// @param key under which the same write is recognised
record NewVersion(Scope scope, VersionSummary summary, Optional<Key> key) {

  /// The client's name of a write, and what was written.
  record Key(IdempotencyKey name, String payloadSha256, Instant expiresAt) {}
}
