package io.freehold.adapters.chain.crypto;

import io.freehold.domain.Signature;
import java.util.Arrays;
import java.util.Optional;

/// The curve's arithmetic, as libraries offer it. Whatever a library throws at bad input stays
/// inside.
public interface Secp256k1 {

  /// The key that made the signature; empty when there is none.
  ///
  /// @param digest 32 bytes
  Optional<PublicKey> recover(byte[] digest, Signature signature);

  /// r and s, deterministic (RFC 6979), s in the lower half of the order.
  ///
  /// @param digest 32 bytes
  byte[] compactSignature(byte[] digest, PrivateKey key);

  PublicKey publicKeyOf(PrivateKey key);

  /// Reads a key in uncompressed form; empty when it is no point of the curve.
  Optional<PublicKey> parse(byte[] publicKey);

  /// Completes r and s with the v that leads back to the signer, which no library tells.
  default Signature sign(byte[] digest, PrivateKey key) {
    byte[] bytes = Arrays.copyOf(compactSignature(digest, key), 65);
    PublicKey signer = publicKeyOf(key);
    for (byte v = 27; v <= 28; v++) {
      bytes[64] = v;
      Signature candidate = Signature.of(bytes);
      if (recover(digest, candidate).filter(signer::equals).isPresent()) {
        return candidate;
      }
    }
    throw new IllegalStateException("a new signature does not lead back to its signer");
  }
}
