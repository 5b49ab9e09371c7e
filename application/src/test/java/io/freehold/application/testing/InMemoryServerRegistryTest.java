package io.freehold.application.testing;

import io.freehold.application.port.ServerRegistry;

class InMemoryServerRegistryTest extends ServerRegistryContract {
  @Override
  protected ServerRegistry servers() {
    return new InMemoryServerRegistry();
  }
}
