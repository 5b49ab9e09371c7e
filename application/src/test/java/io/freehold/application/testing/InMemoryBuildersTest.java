package io.freehold.application.testing;

import io.freehold.application.port.Builders;

class InMemoryBuildersTest extends BuildersContract {
  @Override
  protected Builders builders() {
    return InMemoryBuilders.of(Cast.APP);
  }
}
