package io.freehold.adapters.chain.crypto;

import fr.acinq.secp256k1.Secp256k1Exception;
import io.freehold.domain.Signature;
import java.util.Arrays;
import java.util.Optional;

/// libsecp256k1 through JNI: ten times faster than Java.
final class NativeSecp256k1 implements Secp256k1 {
  private static final int COMPACT_BYTES = 64;

  private final fr.acinq.secp256k1.Secp256k1 library;

  /// Throws an Error where the library cannot be loaded.
  NativeSecp256k1() {
    this.library = fr.acinq.secp256k1.Secp256k1.get();
  }

  @Override
  public Optional<PublicKey> recover(byte[] digest, Signature signature) {
    byte[] bytes = signature.bytes();
    try {
      return Optional.of(
          new PublicKey(
              library.ecdsaRecover(
                  Arrays.copyOf(bytes, COMPACT_BYTES), digest, bytes[COMPACT_BYTES] - 27)));
    } catch (Secp256k1Exception | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] compactSignature(byte[] digest, PrivateKey key) {
    return library.sign(digest, key.bytes());
  }

  @Override
  public PublicKey publicKeyOf(PrivateKey key) {
    return new PublicKey(library.pubkeyCreate(key.bytes()));
  }

  @Override
  public Optional<PublicKey> parse(byte[] publicKey) {
    try {
      return Optional.of(new PublicKey(library.pubkeyParse(publicKey)));
    } catch (Secp256k1Exception | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
