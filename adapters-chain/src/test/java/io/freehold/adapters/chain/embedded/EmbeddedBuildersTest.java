package io.freehold.adapters.chain.embedded;

import io.freehold.adapters.chain.RecordingGateway;
import io.freehold.application.port.Builders;
import io.freehold.application.testing.BuildersContract;
import io.freehold.application.testing.Cast;

final class EmbeddedBuildersTest extends BuildersContract {
  @Override
  protected Builders builders() {
    var gateway = new RecordingGateway(Cast.CLOCK);
    gateway.register(Cast.BUILDER);
    return new EmbeddedBuilders(gateway.registry);
  }
}
