package io.freehold.application.testing;

import io.freehold.application.port.OAuthTokens;

class InMemoryOAuthTokensTest extends OAuthTokensContract {
  @Override
  protected OAuthTokens oauthTokens() {
    return new InMemoryOAuthTokens();
  }
}
