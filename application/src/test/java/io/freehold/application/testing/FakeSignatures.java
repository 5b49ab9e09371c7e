package io.freehold.application.testing;

import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Knows who signed with a `FakeSigner`. As with real signatures, one that was made over something
/// else belongs to some address that nobody has the key of, rather than to nobody.
public final class FakeSignatures implements Signatures {
  @Override
  public Optional<Address> signerOf(String text, Signature signature) {
    return signer(FakeSigner.digest(text), signature.bytes());
  }

  @Override
  public Optional<Address> signerOf(RegistryMessage message, Signature signature) {
    return signer(FakeSigner.digest(message), signature.bytes());
  }

  private static Optional<Address> signer(byte[] digest, byte[] signature) {
    Address named = addressAt(signature, 12);
    boolean isSigned = Arrays.equals(digest, 0, 32, signature, 32, 64);
    return Optional.of(isSigned ? named : someoneElse(digest, signature))
        .filter(address -> !address.equals(Address.ZERO) && !named.equals(Address.ZERO));
  }

  private static Address someoneElse(byte[] digest, byte[] signature) {
    byte[] both = Arrays.copyOf(digest, digest.length + signature.length);
    System.arraycopy(signature, 0, both, digest.length, signature.length);
    return addressAt(Hash.of(both), 12);
  }

  private static Address addressAt(byte[] bytes, int from) {
    return new Address("0x" + HexFormat.of().formatHex(bytes, from, from + 20));
  }
}
