package io.freehold.application.server;

import io.freehold.application.port.ServerRegistry;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.ServerIdentity;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.function.Supplier;

/// Registers this server with its owner's signature (§4.1.2), so that what it signs counts as the
/// owner's.
public final class RegisterServer {
  private final Supplier<ServerIdentity> identity;
  private final ServerRegistry servers;

  public RegisterServer(Supplier<ServerIdentity> identity, ServerRegistry servers) {
    this.identity = identity;
    this.servers = servers;
  }

  public void register(Caller.Owner owner, Signature ownerSignature) {
    ServerIdentity self = identity.get();
    servers.register(
        new ServerRegistration(owner.address(), self.address(), self.publicKey(), self.url()),
        ownerSignature);
  }
}
