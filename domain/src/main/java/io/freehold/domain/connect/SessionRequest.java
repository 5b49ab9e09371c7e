package io.freehold.domain.connect;

import io.freehold.domain.Address;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import java.util.List;
import java.util.Optional;

/// What a builder asks an owner for (§4.5).
///
/// @param webhookUrl where the outcome is to be told
/// @param appUserId the builder's own word for whom it asks; handed back with the outcome
/// @param owner whom it asks, where it knows the address already; then that owner's server can find
///   the session without a deep link
public record SessionRequest(
    Address builder,
    List<ScopePattern> scopes,
    Optional<String> webhookUrl,
    Optional<String> appUserId,
    Optional<Address> owner) {
  public static final int APP_USER_ID_CHARACTERS_MAX = 256;
  public static final int URL_CHARACTERS_MAX = 2_048;

  public SessionRequest {
    scopes = List.copyOf(scopes);
    if (scopes.isEmpty() || scopes.size() > GrantTerms.SCOPES_MAX) {
      throw new IllegalArgumentException(
          "a session names 1 to " + GrantTerms.SCOPES_MAX + " scopes");
    }
    if (scopes.stream().distinct().count() < scopes.size()) {
      throw new IllegalArgumentException("a session names each scope once");
    }
    if (appUserId.filter(id -> id.length() > APP_USER_ID_CHARACTERS_MAX).isPresent()) {
      throw new IllegalArgumentException(
          "app_user_id has at most " + APP_USER_ID_CHARACTERS_MAX + " characters");
    }
    if (webhookUrl.filter(url -> url.length() > URL_CHARACTERS_MAX).isPresent()) {
      throw new IllegalArgumentException(
          "webhookUrl has at most " + URL_CHARACTERS_MAX + " characters");
    }
  }

  /// Whether an owner who approves these scopes approves no more than was asked: each is one of
  /// those asked for, or lies below one (`instagram.profile` below `instagram.*`).
  public boolean covers(List<ScopePattern> approved) {
    return !approved.isEmpty() && approved.stream().allMatch(this::covers);
  }

  private boolean covers(ScopePattern approved) {
    return scopes.stream().anyMatch(asked -> asked.includes(approved));
  }
}
