package io.freehold.adapters.chain.embedded;

import io.freehold.adapters.chain.RecordingGateway;
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.ServerRegistryContract;

final class EmbeddedServerRegistryTest extends ServerRegistryContract {
  @Override
  protected ServerRegistry servers() {
    var gateway = new RecordingGateway(Cast.CLOCK);
    return new EmbeddedServerRegistry(gateway.registry, gateway.recordServer);
  }
}
