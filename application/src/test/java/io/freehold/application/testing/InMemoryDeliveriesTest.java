package io.freehold.application.testing;

class InMemoryDeliveriesTest extends DeliveriesContract {
  @Override
  protected RelayStores relayStores() {
    return new InMemoryRelay(ROOM).stores();
  }
}
