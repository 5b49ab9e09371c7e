package io.freehold.domain.connect;

import io.freehold.domain.GrantId;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import java.util.List;

/// A yes: to what, by whom, and what they were shown when they said it.
///
/// @param expiresAt of the grant; `Instant.MAX` for never
/// @param replaces the grants that end once the new one stands
/// @param text line by line, as it was shown
/// @param warnings that were part of it
public record Consent(
    List<ScopePattern> scopes,
    Instant expiresAt,
    List<GrantId> replaces,
    By by,
    Instant at,
    List<String> text,
    List<String> warnings) {

  public Consent {
    scopes = List.copyOf(scopes);
    replaces = List.copyOf(replaces);
    text = List.copyOf(text);
    warnings = List.copyOf(warnings);
    if (scopes.isEmpty() || scopes.size() > GrantTerms.SCOPES_MAX) {
      throw new IllegalArgumentException(
          "a consent names 1 to " + GrantTerms.SCOPES_MAX + " scopes");
    }
  }

  /// Who said it.
  public sealed interface By {
    /// @param credential what proved the owner, as the access log writes it
    record Owner(String credential) implements By {}

    /// @param id of the rule the owner had made before
    record Rule(String id) implements By {}
  }
}
