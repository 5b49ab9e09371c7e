package io.freehold.adapters.chain.crypto;

import io.freehold.domain.identity.Secret;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.KeyParameter;

/// How a key store or a sealed text makes a key out of a passphrase. Its costs come from a file, so
/// each is bounded before any work is done.
sealed interface KeyDerivation {
  int KEY_BYTES = 32;

  byte[] derive(Secret passphrase, byte[] salt);

  /// Takes `128 * n * r` bytes of memory and time in proportion to `n * r * p`.
  record Scrypt(int n, int r, int p) implements KeyDerivation {
    private static final long MEMORY_BYTES_MAX = 256L << 20;
    private static final long WORK_MAX = 1L << 22;

    public Scrypt {
      if (n < 2 || Integer.bitCount(n) != 1 || r < 1 || p < 1 || (r == 1 && n >= 1 << 16)) {
        throw new IllegalArgumentException(
            "scrypt takes positive r and p, and as n a power of two below 2^16r");
      }
      if (128L * n * r > MEMORY_BYTES_MAX || (long) n * r > WORK_MAX / p) {
        throw new IllegalArgumentException("the key store asks for too much memory or time");
      }
    }

    @Override
    public byte[] derive(Secret passphrase, byte[] salt) {
      return SCrypt.generate(utf8(passphrase), salt, n, r, p, KEY_BYTES);
    }
  }

  /// With HMAC-SHA256.
  record Pbkdf2(int iterations) implements KeyDerivation {
    private static final int ITERATIONS_MAX = 5_000_000;

    public Pbkdf2 {
      if (iterations < 1 || iterations > ITERATIONS_MAX) {
        throw new IllegalArgumentException("the key store asks for too few or too many iterations");
      }
    }

    @Override
    public byte[] derive(Secret passphrase, byte[] salt) {
      var generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
      generator.init(utf8(passphrase), salt, iterations);
      return ((KeyParameter) generator.generateDerivedMacParameters(8 * KEY_BYTES)).getKey();
    }
  }

  /// Of RFC 9106, version 1.3. Takes its memory and time in proportion to memory and iterations.
  record Argon2id(int memoryKibibytes, int iterations, int lanes) implements KeyDerivation {
    private static final int MEMORY_KIBIBYTES_MAX = 256 << 10;
    private static final long WORK_MAX = 1L << 20;
    private static final int LANES_MAX = 16;

    public Argon2id {
      if (iterations < 1 || lanes < 1 || lanes > LANES_MAX || memoryKibibytes < 8 * lanes) {
        throw new IllegalArgumentException(
            "argon2id takes an iteration or more, 1 to 16 lanes, and 8 KiB of memory for each lane");
      }
      if (memoryKibibytes > MEMORY_KIBIBYTES_MAX || memoryKibibytes > WORK_MAX / iterations) {
        throw new IllegalArgumentException("the sealed text asks for too much memory or time");
      }
    }

    /// As it stands in a sealed text.
    String text(String salt) {
      return "{\"kdf\":\"argon2id\",\"memoryKiB\":%d,\"iterations\":%d,\"lanes\":%d,\"salt\":\"%s\"}"
          .formatted(memoryKibibytes, iterations, lanes, salt);
    }

    @Override
    public byte[] derive(Secret passphrase, byte[] salt) {
      var generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memoryKibibytes)
              .withIterations(iterations)
              .withParallelism(lanes)
              .withSalt(salt)
              .build());
      byte[] key = new byte[KEY_BYTES];
      generator.generateBytes(utf8(passphrase), key);
      return key;
    }
  }

  private static byte[] utf8(Secret passphrase) {
    return passphrase.reveal().getBytes(StandardCharsets.UTF_8);
  }
}
