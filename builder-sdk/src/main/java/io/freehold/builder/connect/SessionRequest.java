package io.freehold.builder.connect;

import io.freehold.builder.json.Json;
import io.freehold.domain.Address;
import io.freehold.domain.grant.ScopePattern;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a builder wants to ask a person for (§4.5).
///
/// ```java
/// SessionRequest wanted =
///     SessionRequest.forScopes("instagram.profile", "chatgpt.conversations")
///         .withAppUserId("user-42")
///         .withWebhook(URI.create("https://app.example.com/api/webhook"));
/// ```
///
/// @param webhookUrl where the relay tells of the outcome; the one in the builder's manifest
/// @param appUserId whatever the application knows its user by; comes back with the grant
/// @param user the wallet of the person to ask, if it is known: their server then finds the request
///   at the relay by itself, where the relay offers that
public record SessionRequest(
    List<ScopePattern> scopes,
    Optional<URI> webhookUrl,
    Optional<String> appUserId,
    Optional<Address> user) {
  private static final int APP_USER_ID_CHARACTERS_MAX = 256;

  public SessionRequest {
    scopes = List.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a session asks for at least one scope");
    }
    if (appUserId.filter(id -> id.length() > APP_USER_ID_CHARACTERS_MAX).isPresent()) {
      throw new IllegalArgumentException(
          "an app user id has at most " + APP_USER_ID_CHARACTERS_MAX + " characters");
    }
  }

  public static SessionRequest forScopes(String... scopes) {
    return new SessionRequest(
        Stream.of(scopes).map(ScopePattern::new).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public SessionRequest withWebhook(URI url) {
    return new SessionRequest(scopes, Optional.of(url), appUserId, user);
  }

  public SessionRequest withAppUserId(String id) {
    return new SessionRequest(scopes, webhookUrl, Optional.of(id), user);
  }

  /// Asks a person whose wallet is known, such as one who granted something before.
  public SessionRequest withUser(Address wallet) {
    return new SessionRequest(scopes, webhookUrl, appUserId, Optional.of(wallet));
  }

  Json body(Address builder) {
    Json.Members body =
        Json.EMPTY
            .with("granteeAddress", builder.value())
            .with("scopes", Json.texts(scopes.stream().map(ScopePattern::value).toList()));
    if (webhookUrl.isPresent()) {
      body = body.with("webhookUrl", webhookUrl.get().toString());
    }
    if (appUserId.isPresent()) {
      body = body.with("app_user_id", appUserId.get());
    }
    return user.isPresent() ? body.with("userAddress", user.get().value()) : body;
  }
}
