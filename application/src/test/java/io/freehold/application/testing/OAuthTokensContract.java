package io.freehold.application.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.OAuthTokens;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.OAuthToken;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of OAuth tokens does.
public abstract class OAuthTokensContract {
  protected static final Instant TEN = Instant.parse("2026-01-21T10:00:00.123Z");

  private OAuthTokens tokens;

  /// A store without tokens.
  protected abstract OAuthTokens oauthTokens();

  @BeforeEach
  void openTheStore() {
    tokens = oauthTokens();
  }

  @Test
  void hasNothingOfAServiceThatWasNeverConnected() {
    assertThat(tokens.find("gdrive")).isEmpty();
    assertThat(tokens.forget("gdrive")).isFalse();
  }

  @Test
  void keepsAllOfAToken() {
    tokens.keep("gdrive", token("1"));

    assertSame(tokens.find("gdrive"), token("1"));
  }

  @Test
  void keepsTheTokensOfServicesApart() {
    tokens.keep("gdrive", token("1"));
    tokens.keep("dropbox", token("2"));

    assertSame(tokens.find("gdrive"), token("1"));
    assertSame(tokens.find("dropbox"), token("2"));
  }

  @Test
  void putsATokenInThePlaceOfTheOneBefore() {
    tokens.keep("gdrive", token("1"));
    tokens.keep("gdrive", token("2"));

    assertSame(tokens.find("gdrive"), token("2"));
  }

  @Test
  void forgetsATokenOnce() {
    tokens.keep("gdrive", token("1"));
    tokens.keep("dropbox", token("2"));

    assertThat(tokens.forget("gdrive")).isTrue();

    assertThat(tokens.find("gdrive")).isEmpty();
    assertThat(tokens.forget("gdrive")).isFalse();
    assertSame(tokens.find("dropbox"), token("2"));
  }

  @Test
  void keepsATokenAgainThatWasForgotten() {
    tokens.keep("gdrive", token("1"));
    tokens.forget("gdrive");
    tokens.keep("gdrive", token("2"));

    assertSame(tokens.find("gdrive"), token("2"));
  }

  protected static OAuthToken token(String mark) {
    return new OAuthToken(
        "account \"" + mark + "\" of Zoë",
        new Secret("access-" + mark),
        new Secret("refresh-" + mark),
        TEN);
  }

  /// Secrets are equal to nothing but themselves.
  protected static void assertSame(Optional<OAuthToken> found, OAuthToken wanted) {
    assertThat(found).isPresent();
    assertThat(found.get().account()).isEqualTo(wanted.account());
    assertThat(found.get().access().reveal()).isEqualTo(wanted.access().reveal());
    assertThat(found.get().refresh().reveal()).isEqualTo(wanted.refresh().reveal());
    assertThat(found.get().expiresAt()).isEqualTo(wanted.expiresAt());
  }
}
