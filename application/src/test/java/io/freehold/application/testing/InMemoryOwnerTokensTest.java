package io.freehold.application.testing;

import io.freehold.application.port.OwnerTokens;

class InMemoryOwnerTokensTest extends OwnerTokensContract {
  @Override
  protected OwnerTokens ownerTokens() {
    return new InMemoryOwnerTokens();
  }
}
