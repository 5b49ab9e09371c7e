package io.freehold.adapters.storage.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.Failures;
import io.freehold.adapters.storage.http.Request;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a service gives tokens: for a code, and for a refresh token (RFC 6749 §4.1.3, §6).
final class TokenEndpoint {
  private static final long LIFETIME_SECONDS_BY_DEFAULT = 3_600;
  private static final long LIFETIME_SECONDS_MAX = 30L * 24 * 3_600;

  /// What a service answered.
  ///
  /// @param refresh a new one; empty when the one before stays good
  /// @param account where the service says it along with its tokens
  record Given(
      Secret access, Optional<Secret> refresh, Instant expiresAt, Optional<String> account) {}

  private final OAuthClient client;
  private final BackendHttp http;
  private final InstantSource clock;

  TokenEndpoint(OAuthClient client, BackendHttp http, InstantSource clock) {
    this.client = client;
    this.http = http;
    this.clock = clock;
  }

  Given redeem(Secret code, ConsentAttempt attempt) {
    Given given =
        ask(
            new Form()
                .with("grant_type", "authorization_code")
                .with("code", code.reveal())
                .with("redirect_uri", attempt.redirect().toString())
                .with("code_verifier", attempt.verifier().reveal()));
    if (given.refresh().isEmpty()) {
      throw refused("it gave no refresh token; end the consent in your account there, then");
    }
    return given;
  }

  Given refresh(Secret refresh) {
    return ask(
        new Form().with("grant_type", "refresh_token").with("refresh_token", refresh.reveal()));
  }

  private Given ask(Form form) {
    Instant now = clock.instant();
    form.with("client_id", client.id());
    client.secret().ifPresent(secret -> form.with("client_secret", secret.reveal()));
    Answer answer =
        http.ask(
            Request.post(
                    client.tokenUrl(), Body.of(form.text().getBytes(StandardCharsets.US_ASCII)))
                .with("content-type", "application/x-www-form-urlencoded")
                .with("accept", "application/json"));
    if (!answer.isGood()) {
      throw refusal(answer);
    }
    return given(answer.json(), now);
  }

  private Given given(JsonNode json, Instant now) {
    String access = json.path("access_token").asText("");
    if (access.isEmpty() || !json.path("token_type").asText("").equalsIgnoreCase("bearer")) {
      throw Failures.nonsense(client.title(), "answered without a token");
    }
    mustCoverWhatWasAskedFor(json.path("scope").asText(client.scopes()));
    long seconds = json.path("expires_in").asLong(LIFETIME_SECONDS_BY_DEFAULT);
    return new Given(
        new Secret(access),
        Optional.of(json.path("refresh_token").asText(""))
            .filter(text -> !text.isEmpty())
            .map(Secret::new),
        now.plusSeconds(Math.clamp(seconds, 0, LIFETIME_SECONDS_MAX)),
        Optional.of(json.path("account_id").asText("")).filter(text -> !text.isEmpty()));
  }

  /// Consent pages let people untick what is asked for.
  private void mustCoverWhatWasAskedFor(String granted) {
    List<String> scopes = Arrays.asList(granted.split(" "));
    if (!scopes.containsAll(Arrays.asList(client.scopes().split(" ")))) {
      throw refused("not all boxes were ticked on its page;");
    }
  }

  private StorageException refusal(Answer answer) {
    return switch (answer.json().path("error").asText("")) {
      case "invalid_grant" -> refused("the consent is over, or was never given;");
      case "invalid_client", "unauthorized_client" ->
          StorageFailure.of(
                  Reason.NOT_ALLOWED,
                  "%s does not know this client: check storage.config.%s.clientId and clientSecret"
                      .formatted(client.title(), client.service()))
              .asException();
      default -> Failures.ofStatus(client.title(), answer).asException();
    };
  }

  private StorageException refused(String why) {
    return StorageFailure.of(
            Reason.NOT_ALLOWED,
            "%s does not let this server in: %s %s".formatted(client.title(), why, client.remedy()))
        .asException();
  }
}
