package io.freehold.application.testing;

import io.freehold.application.port.ServerRegistry;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.HashMap;
import java.util.Map;

/// Servers by address, each with the owner who registered it first.
public final class InMemoryServerRegistry implements ServerRegistry {
  private final Map<Address, Address> owners = new HashMap<>();
  private final FakeSignatures signatures = new FakeSignatures();

  /// As if the owner had registered the server, without a signature.
  public synchronized InMemoryServerRegistry add(Address server, Address owner) {
    owners.put(server, owner);
    return this;
  }

  /// The owner takes the server back.
  public synchronized void remove(Address server) {
    owners.remove(server);
  }

  @Override
  public synchronized boolean isRegistered(Address server, Address owner) {
    return owner.equals(owners.get(server));
  }

  @Override
  public synchronized void register(ServerRegistration registration, Signature ownerSignature) {
    Address signer = signatures.signerOf(registration, ownerSignature).orElse(Address.ZERO);
    Address owner = registration.owner();
    if (!signer.equals(owner) || !owners.getOrDefault(registration.server(), owner).equals(owner)) {
      throw new Problem.SignerNotAllowed(signer, owner).asException();
    }
    owners.put(registration.server(), owner);
  }
}
