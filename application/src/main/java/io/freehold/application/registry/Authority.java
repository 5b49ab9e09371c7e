package io.freehold.application.registry;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;

import io.freehold.application.port.Registry;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage;

/// Who may sign what (§4.2.6): the wallet a message speaks for, and for files and grants also a
/// server that wallet registered.
final class Authority {
  private final Signatures signatures;
  private final Registry registry;

  Authority(Signatures signatures, Registry registry) {
    this.signatures = signatures;
    this.registry = registry;
  }

  /// The signer, who must be the wallet itself.
  Address mustBeTheOwner(RegistryMessage message, Signature signature) {
    Address signer = signerOf(message, signature);
    if (!signer.equals(message.owner())) {
      throw new Problem.SignerNotAllowed(signer, message.owner()).asException();
    }
    return signer;
  }

  /// The signer, who must be the wallet or one of its servers.
  Address mustSpeakForTheOwner(RegistryMessage message, Signature signature) {
    Address signer = signerOf(message, signature);
    boolean isItsServer =
        registry
            .findServer(signer)
            .filter(server -> !server.isRemoved())
            .filter(server -> server.message().owner().equals(message.owner()))
            .isPresent();
    if (!signer.equals(message.owner()) && !isItsServer) {
      throw new Problem.SignerNotAllowed(signer, message.owner()).asException();
    }
    return signer;
  }

  private Address signerOf(RegistryMessage message, Signature signature) {
    return signatures
        .signerOf(message, signature)
        .orElseThrow(() ->
            Problem.unauthorized(INVALID_SIGNATURE, "Signature recovery failed").asException());
  }
}
