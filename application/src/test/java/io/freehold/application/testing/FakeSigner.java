package io.freehold.application.testing;

import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage;
import java.util.Arrays;
import java.util.HexFormat;

/// Signs without cryptography: r is the signer's address, s a hash of what was signed.
/// `FakeSignatures` reads it.
public record FakeSigner(Address address, String publicKey) implements Signer {
  @Override
  public Signature sign(String text) {
    return signatureOver(digest(text));
  }

  @Override
  public Signature sign(RegistryMessage message) {
    return signatureOver(digest(message));
  }

  private Signature signatureOver(byte[] digest) {
    byte[] signature = new byte[65];
    byte[] signer = HexFormat.of().parseHex(address.value(), 2, 42);
    System.arraycopy(signer, 0, signature, 12, 20);
    System.arraycopy(digest, 0, signature, 32, 32);
    signature[64] = 27;
    return Signature.of(signature);
  }

  static byte[] digest(String text) {
    return inTheLowerHalf(Hash.of("text\u0000" + text));
  }

  static byte[] digest(RegistryMessage message) {
    return inTheLowerHalf(
        Hash.of(
            "message\u0000"
                + message.contract()
                + '\u0000'
                + message.primaryType()
                + '\u0000'
                + message.fields()));
  }

  private static byte[] inTheLowerHalf(byte[] hash) {
    byte[] low = Arrays.copyOf(hash, hash.length);
    low[0] = 0;
    return low;
  }
}
