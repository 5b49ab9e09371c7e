package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage;
import java.util.Optional;

/// Finds out who signed. Empty means that the signature belongs to nobody; the zero address is
/// never an answer.
public interface Signatures {
  /// EIP-191 over the UTF-8 bytes of a text.
  Optional<Address> signerOf(String text, Signature signature);

  /// EIP-712 in the domain of the message's contract.
  Optional<Address> signerOf(RegistryMessage message, Signature signature);
}
