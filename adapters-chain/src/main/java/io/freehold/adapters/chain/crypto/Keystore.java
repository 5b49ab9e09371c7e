package io.freehold.adapters.chain.crypto;

import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A private key under a passphrase, in the JSON of the Web3 secret storage, version 3, which every
/// wallet reads.
public final class Keystore {
  private static final int SALT_BYTES = 32;
  private static final int BLOCK_BYTES = 16;

  /// As many operations as wallets usually ask for (n = 2^18, r = 8, p = 1), but in 32 MiB: their
  /// 256 MiB would be this server's whole heap.
  private static final KeyDerivation.Scrypt STANDARD = new KeyDerivation.Scrypt(1 << 15, 8, 8);

  private final KeyDerivation.Scrypt cost;

  Keystore(KeyDerivation.Scrypt cost) {
    this.cost = cost;
  }

  public static Keystore standard() {
    return new Keystore(STANDARD);
  }

  public String encrypt(
      PrivateKey key, Address address, Secret passphrase, RandomGenerator random) {
    byte[] salt = bytes(random, SALT_BYTES);
    byte[] iv = bytes(random, BLOCK_BYTES);
    byte[] derived = cost.derive(passphrase, salt);
    byte[] ciphertext = aes(derived, iv, key.bytes());
    return """
    {"version":3,"id":"%s","address":"%s","crypto":{\
    "cipher":"aes-128-ctr","cipherparams":{"iv":"%s"},"ciphertext":"%s",\
    "kdf":"scrypt","kdfparams":{"dklen":%d,"n":%d,"p":%d,"r":%d,"salt":"%s"},"mac":"%s"}}
    """
        .formatted(
            randomId(random),
            address.value().substring(2),
            hex(iv),
            hex(ciphertext),
            KeyDerivation.KEY_BYTES,
            cost.n(),
            cost.p(),
            cost.r(),
            hex(salt),
            hex(mac(derived, ciphertext)));
  }

  /// An IllegalArgumentException says whether the file or the passphrase is wrong.
  public PrivateKey decrypt(String json, Secret passphrase) {
    KeystoreText file = KeystoreText.read(json);
    byte[] ciphertext = file.bytes("ciphertext");
    byte[] derived = derivation(file).derive(passphrase, file.bytes("kdfparams/salt"));
    if (!MessageDigest.isEqual(mac(derived, ciphertext), file.bytes("mac"))) {
      throw new IllegalArgumentException("the passphrase does not open this key store");
    }
    return new PrivateKey(aes(derived, file.bytes("cipherparams/iv"), ciphertext));
  }

  private static KeyDerivation derivation(KeystoreText file) {
    file.mustSay("cipher", "aes-128-ctr");
    file.mustSay("kdfparams/dklen", Integer.toString(KeyDerivation.KEY_BYTES));
    return switch (file.text("kdf")) {
      case "scrypt" ->
          new KeyDerivation.Scrypt(
              file.number("kdfparams/n"), file.number("kdfparams/r"), file.number("kdfparams/p"));
      case "pbkdf2" -> {
        file.mustSay("kdfparams/prf", "hmac-sha256");
        yield new KeyDerivation.Pbkdf2(file.number("kdfparams/c"));
      }
      default -> throw new IllegalArgumentException("the key store's kdf is not scrypt or pbkdf2");
    };
  }

  private static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static UUID randomId(RandomGenerator random) {
    return new UUID(
        (random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() & ~(3L << 62)) | (2L << 62));
  }

  /// The first half of the derived key encrypts, the second authenticates.
  private static byte[] aes(byte[] derived, byte[] iv, byte[] input) {
    try {
      var cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(derived, 0, BLOCK_BYTES, "AES"),
          new IvParameterSpec(iv));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key store's iv is not 16 bytes", e);
    }
  }

  private static byte[] mac(byte[] derived, byte[] ciphertext) {
    return Keccak256.hash(
        Arrays.copyOfRange(derived, BLOCK_BYTES, KeyDerivation.KEY_BYTES), ciphertext);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
