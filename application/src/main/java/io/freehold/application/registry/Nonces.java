package io.freehold.application.registry;

import io.freehold.application.port.Registry;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import java.util.OptionalLong;

/// Nonces of gateway writes (§4.2.5). No client in the wild sends one; one that is sent must be the
/// next.
final class Nonces {
  private final Registry registry;

  Nonces(Registry registry) {
    this.registry = registry;
  }

  void use(Address user, String operation, OptionalLong nonce) {
    if (nonce.isPresent() && !registry.useNonce(user, operation, nonce.getAsLong())) {
      throw new Problem.NonceMismatch(registry.nonce(user, operation) + 1, nonce.getAsLong())
          .asException();
    }
  }
}
