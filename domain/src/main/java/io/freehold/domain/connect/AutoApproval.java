package io.freehold.domain.connect;

import io.freehold.domain.Address;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A rule of the owner: what this builder asks for within these scopes is agreed to without asking.
///
/// @param grantLifetime of the grants it makes; empty for ever
/// @param validUntil the first instant at which it agrees to nothing more
/// @param usesLeft how often it may still agree
public record AutoApproval(
    String id,
    Address builder,
    List<ScopePattern> scopes,
    Optional<Duration> grantLifetime,
    Instant createdAt,
    Instant validUntil,
    int usesLeft,
    Optional<Instant> revokedAt) {
  public static final int USES_MAX = 1_000_000;

  public AutoApproval {
    scopes = List.copyOf(scopes);
    if (scopes.isEmpty() || scopes.size() > GrantTerms.SCOPES_MAX) {
      throw new IllegalArgumentException("a rule names 1 to " + GrantTerms.SCOPES_MAX + " scopes");
    }
    if (usesLeft < 0 || usesLeft > USES_MAX) {
      throw new IllegalArgumentException("a rule is used 0 to " + USES_MAX + " times");
    }
    if (grantLifetime.filter(life -> life.toSeconds() < 1).isPresent()) {
      throw new IllegalArgumentException("a grant lives for a second at least");
    }
  }

  public boolean isGoodAt(Instant now) {
    return revokedAt.isEmpty() && usesLeft > 0 && now.isBefore(validUntil);
  }

  /// Whether everything that is asked lies within it.
  public boolean agreesTo(SessionRequest asked, Instant now) {
    return isGoodAt(now)
        && builder.equals(asked.builder())
        && asked.scopes().stream().allMatch(this::includes);
  }

  private boolean includes(ScopePattern pattern) {
    return scopes.stream().anyMatch(scope -> scope.includes(pattern));
  }

  /// When a grant it makes now expires; `Instant.MAX` for never.
  public Instant grantExpiry(Instant now) {
    return grantLifetime
        .map(life -> Instant.ofEpochSecond(now.plus(life).getEpochSecond()))
        .orElse(Instant.MAX);
  }
}
