package io.freehold.adapters.chain.crypto;

import io.freehold.domain.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// The curve's arithmetic, as libraries offer it. Whatever a library throws at bad input stays
/// inside.
public sealed interface Secp256k1 permits NativeSecp256k1, BouncyCastleSecp256k1 {

  /// The native library if it can be loaded here, otherwise the one in Java. The choice is proved
  /// by one signature, so that a broken library is found at start and not at the first request.
  static Secp256k1 available() {
    var log = LoggerFactory.getLogger(Secp256k1.class);
    try {
      var candidate = new NativeSecp256k1();
      mustWork(candidate);
      log.debug("signatures are checked by libsecp256k1");
      return candidate;
    } catch (Throwable e) { // a library that is missing or does not fit this machine is an Error
      log.warn("libsecp256k1 cannot be used here; signatures are checked in Java, slower", e);
      return new BouncyCastleSecp256k1();
    }
  }

  private static void mustWork(Secp256k1 candidate) {
    var key = new PrivateKey(HexFormat.of().parseHex("%064x".formatted(1)));
    byte[] digest = Keccak256.hash("a signature to try the library with");
    Optional<PublicKey> recovered = candidate.recover(digest, candidate.sign(digest, key));
    if (!recovered.equals(Optional.of(candidate.publicKeyOf(key)))) {
      throw new IllegalStateException("the library recovers another key than the one that signed");
    }
  }

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
