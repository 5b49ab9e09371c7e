package io.freehold.application.testing;

import io.freehold.application.port.Registry;

class InMemoryRegistryTest extends RegistryContract {
  @Override
  protected Registry registry() {
    return new InMemoryRegistry();
  }
}
