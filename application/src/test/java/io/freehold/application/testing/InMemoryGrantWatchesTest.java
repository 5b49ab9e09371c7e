package io.freehold.application.testing;

class InMemoryGrantWatchesTest extends GrantWatchesContract {
  @Override
  protected RelayStores relayStores() {
    return new InMemoryRelay(1_000).stores();
  }
}
