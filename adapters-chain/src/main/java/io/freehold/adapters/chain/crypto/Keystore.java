package io.freehold.adapters.chain.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CHARACTERS_MAX = 16 << 10;
  private static final int SALT_BYTES = 32;
  private static final int BLOCK_BYTES = 16;

  /// As hard to guess for as the wallets' usual n = 2^18, r = 8, p = 1, with 32 MiB of memory
  /// instead of the 256 MiB that would be this server's whole heap.
  private static final KeyDerivation.Scrypt STANDARD = new KeyDerivation.Scrypt(1 << 18, 1, 8);

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
    JsonNode crypto = cryptoOf(json);
    if (!crypto.path("cipher").asText().equals("aes-128-ctr")) {
      throw new IllegalArgumentException("the key store's cipher is not aes-128-ctr");
    }
    byte[] ciphertext = bytes(crypto, "ciphertext");
    byte[] derived = derivation(crypto).derive(passphrase, bytes(crypto.path("kdfparams"), "salt"));
    if (!MessageDigest.isEqual(mac(derived, ciphertext), bytes(crypto, "mac"))) {
      throw new IllegalArgumentException("the passphrase does not open this key store");
    }
    return new PrivateKey(aes(derived, bytes(crypto.path("cipherparams"), "iv"), ciphertext));
  }

  private static JsonNode cryptoOf(String json) {
    try {
      JsonNode file = JSON.readTree(json.length() <= CHARACTERS_MAX ? json : "");
      if (file.path("version").asInt() != 3 || !file.path("crypto").isObject()) {
        throw new IllegalArgumentException("this is no key store of version 3");
      }
      return file.path("crypto");
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IllegalArgumentException("this is no key store of version 3: no JSON", e);
    }
  }

  private static KeyDerivation derivation(JsonNode crypto) {
    JsonNode params = crypto.path("kdfparams");
    if (params.path("dklen").asInt() != KeyDerivation.KEY_BYTES) {
      throw new IllegalArgumentException("the key store's dklen is not 32");
    }
    return switch (crypto.path("kdf").asText()) {
      case "scrypt" ->
          new KeyDerivation.Scrypt(
              params.path("n").asInt(), params.path("r").asInt(), params.path("p").asInt());
      case "pbkdf2" -> new KeyDerivation.Pbkdf2(params.path("c").asInt());
      default -> throw new IllegalArgumentException("the key store's kdf is not scrypt or pbkdf2");
    };
  }

  private static byte[] bytes(JsonNode parent, String name) {
    try {
      return HexFormat.of().parseHex(parent.path(name).asText());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the key store's " + name + " is not hexadecimal", e);
    }
  }

  private static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static UUID randomId(RandomGenerator random) {
    return new UUID(
        random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() & ~(3L << 62) | 2L << 62);
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
