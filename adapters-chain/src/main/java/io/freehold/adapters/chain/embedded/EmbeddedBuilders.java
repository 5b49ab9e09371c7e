package io.freehold.adapters.chain.embedded;

import io.freehold.application.port.Builders;
import io.freehold.application.port.Registry;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.util.Optional;

/// The builders this process has recorded (§4.2.4).
public final class EmbeddedBuilders implements Builders {
  private final Registry registry;

  public EmbeddedBuilders(Registry registry) {
    this.registry = registry;
  }

  @Override
  public Optional<Builder> find(Address address) {
    return registry
        .findBuilder(address)
        .filter(entry -> !entry.isRemoved())
        .map(EmbeddedBuilders::builder);
  }

  private static Builder builder(Entry<BuilderRegistration> entry) {
    BuilderRegistration message = entry.message();
    return new Builder(
        new BuilderId(entry.id()),
        message.owner(),
        message.grantee(),
        message.publicKey(),
        message.appUrl());
  }
}
