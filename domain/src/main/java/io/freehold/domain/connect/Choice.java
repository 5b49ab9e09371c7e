package io.freehold.domain.connect;

import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the owner answers when the answer is yes.
///
/// @param scopes fewer than asked for; empty for all of them
/// @param expiresAt of the grant; `Instant.MAX` for never
/// @param reach what an open-ended scope comes to
/// @param earlier what becomes of the grants the builder has
/// @param shown the hash of the text that was shown, to be refused if it reads otherwise now
public record Choice(
    Optional<List<ScopePattern>> scopes,
    Instant expiresAt,
    Reach reach,
    Earlier earlier,
    Optional<String> shown) {

  /// Whether `instagram.*` also covers what comes later (threat T16).
  public enum Reach {
    AS_ASKED,
    /// Only the scopes that have data at this moment.
    WHAT_EXISTS_NOW
  }

  /// What becomes of the grants the builder has, once the new one stands.
  public enum Earlier {
    /// Those that share a scope with the new one end.
    REPLACE_AMENDED,
    REPLACE_ALL,
    KEEP_ALL
  }
}
