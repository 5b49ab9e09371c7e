package io.freehold.application.testing;

class InMemorySessionsTest extends SessionsContract {
  @Override
  protected RelayStores relayStores() {
    return new InMemoryRelay(1_000).stores();
  }
}
