package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.TextSigner;
import io.freehold.domain.registry.RegistryMessage;

/// Somebody's private key, able to sign and unable to be read. Signing is deterministic (RFC 6979).
public interface Signer extends TextSigner {
  @Override
  Address address();

  /// Uncompressed: `0x04` and 128 hexadecimal digits.
  String publicKey();

  /// EIP-191 over the UTF-8 bytes of a text.
  @Override
  Signature sign(String text);

  /// EIP-712 in the domain of the message's contract. Only messages this project knows can be
  /// signed, never typed data that a caller supplies (threat T66).
  Signature sign(RegistryMessage message);
}
