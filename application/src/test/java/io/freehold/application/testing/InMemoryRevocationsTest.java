package io.freehold.application.testing;

import io.freehold.application.port.Revocations;

class InMemoryRevocationsTest extends RevocationsContract {
  @Override
  protected Revocations revocations() {
    return new InMemoryRevocations();
  }
}
