package io.freehold.adapters.storage.oauth;

import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.application.port.OAuthTokens;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.OAuthToken;
import io.freehold.domain.storage.StorageException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A service and this server, with or without the owner's consent between them.
public final class OAuthConnection {
  /// What each service has its own way for.
  public interface Customs {
    /// Whose storage an access token opens; asked when the service did not say it with its tokens.
    String accountOf(Secret access);

    /// Ends the consent at the service.
    void revoke(OAuthToken token);
  }

  private final OAuthClient client;
  private final TokenEndpoint endpoint;
  private final FreshTokens fresh;
  private final Customs customs;

  public OAuthConnection(
      OAuthClient client,
      BackendHttp http,
      OAuthTokens tokens,
      InstantSource clock,
      Customs customs) {
    this.client = client;
    this.endpoint = new TokenEndpoint(client, http, clock);
    this.fresh = new FreshTokens(client, endpoint, tokens, clock);
    this.customs = customs;
  }

  public FreshTokens tokens() {
    return fresh;
  }

  /// Whose storage it is; empty when the owner did not connect any.
  public Optional<String> account() {
    return fresh.account();
  }

  public ConsentAttempt begin(URI redirect, RandomGenerator random) {
    return ConsentAttempt.begin(client, redirect, random);
  }

  /// Redeems what the browser came back with; what it is good for is on the disk when this returns
  /// the account.
  ///
  /// @param address where the browser came back to, with its query
  public String complete(ConsentAttempt attempt, String address) {
    TokenEndpoint.Given given = endpoint.redeem(attempt.codeIn(address), attempt);
    String account = given.account().orElseGet(() -> customs.accountOf(given.access()));
    fresh.keep(
        new OAuthToken(account, given.access(), given.refresh().orElseThrow(), given.expiresAt()));
    return account;
  }

  /// Ends the consent and forgets the tokens, the latter in any case.
  ///
  /// @return what kept the service from hearing of it
  public Optional<StorageException> end() {
    Optional<StorageException> trouble = fresh.find().flatMap(this::revoke);
    var _ = fresh.forget();
    return trouble;
  }

  private Optional<StorageException> revoke(OAuthToken token) {
    try {
      customs.revoke(token);
      return Optional.empty();
    } catch (StorageException e) {
      return Optional.of(e);
    }
  }
}
