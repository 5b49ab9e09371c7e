package io.freehold.domain.identity;

import java.time.Instant;
import java.util.Optional;

/// A bearer token of the owner as it is kept: its hash, never the token.
///
/// @param id public, for listing and revoking
/// @param name the owner's own word for it
/// @param hash lower-case hexadecimal SHA-256 of the token
/// @param expiresAt the first instant at which it is no longer good; `Instant.MAX` for never
public record OwnerToken(
    String id,
    String name,
    String hash,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> revokedAt) {
  public static final int NAME_CHARACTERS_MAX = 64;

  public OwnerToken {
    if (name.isBlank() || name.length() > NAME_CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "a token's name has 1 to " + NAME_CHARACTERS_MAX + " characters");
    }
    if (!expiresAt.isAfter(createdAt)) {
      throw new IllegalArgumentException("a token expires after it is made");
    }
  }

  public boolean isGoodAt(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(expiresAt);
  }
}
