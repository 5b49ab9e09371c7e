package io.freehold.adapters.storage.oauth;

import io.freehold.domain.identity.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where a service asks for consent and gives tokens, and as whom this server goes there: the
/// client is registered by the owner, so that nobody stands between the two.
///
/// @param service as the settings name the backend
/// @param title as people call it
/// @param secret which clients on people's machines cannot keep; PKCE does its work
/// @param scopes what this server asks for, and no less will do
/// @param parameters what this service wants to be told besides
public record OAuthClient(
    String service,
    String title,
    URI authUrl,
    URI tokenUrl,
    String id,
    Optional<Secret> secret,
    String scopes,
    Map<String, String> parameters) {
  public OAuthClient {
    parameters = Map.copyOf(parameters);
  }

  /// What the owner is told when the service does not let this server in any more.
  public String remedy() {
    return "run freehold storage connect " + service;
  }
}
