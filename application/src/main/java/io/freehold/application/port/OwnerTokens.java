package io.freehold.application.port;

import io.freehold.domain.identity.OwnerToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The owner's bearer tokens, by their hashes.
public interface OwnerTokens {
  /// @param hash lower-case hexadecimal SHA-256
  Optional<OwnerToken> find(String hash);

  void add(OwnerToken token);

  /// All of them, newest first.
  List<OwnerToken> all();

  /// False when there is no such token, or it was revoked before.
  boolean revoke(String id, Instant now);
}
