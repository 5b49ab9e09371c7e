package io.freehold.adapters.chain.embedded;

import io.freehold.application.port.Registry;
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.registry.RecordServer;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.OptionalLong;

/// The personal servers this process has recorded (§4.2.4).
public final class EmbeddedServerRegistry implements ServerRegistry {
  private final Registry registry;
  private final RecordServer recordServer;

  public EmbeddedServerRegistry(Registry registry, RecordServer recordServer) {
    this.registry = registry;
    this.recordServer = recordServer;
  }

  @Override
  public boolean isRegistered(Address server, Address owner) {
    return registry
        .findServer(server)
        .filter(entry -> !entry.isRemoved())
        .filter(entry -> entry.message().owner().equals(owner))
        .isPresent();
  }

  @Override
  public void register(ServerRegistration registration, Signature ownerSignature) {
    var _ =
        DoneAlready.idFrom(
            () -> recordServer.record(registration, ownerSignature, OptionalLong.empty()).value());
  }
}
