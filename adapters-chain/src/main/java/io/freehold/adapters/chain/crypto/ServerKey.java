package io.freehold.adapters.chain.crypto;

import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage;

/// The key this server signs with (§4.1.2). It shows its address and nothing else.
public final class ServerKey implements Signer {
  private final PrivateKey key;
  private final PublicKey publicKey;
  private final Secp256k1 curve;
  private final TypedData typedData;

  public ServerKey(PrivateKey key, Secp256k1 curve, TypedData typedData) {
    this.key = key;
    this.publicKey = curve.publicKeyOf(key);
    this.curve = curve;
    this.typedData = typedData;
  }

  @Override
  public Address address() {
    return publicKey.address();
  }

  @Override
  public String publicKey() {
    return publicKey.text();
  }

  @Override
  public Signature sign(String text) {
    return curve.sign(PersonalMessage.hash(text), key);
  }

  @Override
  public Signature sign(RegistryMessage message) {
    return curve.sign(typedData.digest(message), key);
  }

  @Override
  public String toString() {
    return "ServerKey[" + address() + "]";
  }
}
