package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;

/// The registered personal servers, as the Gateway knows them.
public interface ServerRegistry {
  /// Whether this owner registered this server, and did not take it back.
  boolean isRegistered(Address server, Address owner);

  /// Registers a server with its owner's signature; done already is done.
  void register(ServerRegistration registration, Signature ownerSignature);
}
