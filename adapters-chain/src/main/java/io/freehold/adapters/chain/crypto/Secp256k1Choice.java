package io.freehold.adapters.chain.crypto;

import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the fastest arithmetic that works on this machine, once, at start.
public final class Secp256k1Choice {
  private static final Logger LOG = LoggerFactory.getLogger(Secp256k1Choice.class);

  private Secp256k1Choice() {}

  /// The native library if it can be loaded here, otherwise the one in Java. A reference to the
  /// constructor would load Bouncy Castle, which takes a tenth of a second, even where nobody needs
  /// it.
  public static Secp256k1 best() {
    return firstThatWorks(() -> new NativeSecp256k1(), () -> new BouncyCastleSecp256k1());
  }

  /// The choice is proved by one signature, so that a broken library is found now and not at the
  /// first request.
  static Secp256k1 firstThatWorks(Supplier<Secp256k1> preferred, Supplier<Secp256k1> fallback) {
    try {
      Secp256k1 candidate = preferred.get();
      mustWork(candidate);
      LOG.debug("signatures are checked by libsecp256k1");
      return candidate;
    } catch (Throwable e) { // a library that is missing or does not fit this machine is an Error
      LOG.warn("libsecp256k1 cannot be used here; signatures are checked in Java, slower", e);
      return fallback.get();
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
}
