package io.freehold.adapters.chain.crypto;

import io.freehold.domain.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A secret as it lies on a disk: sealed by AES-256-GCM with a key of 32 bytes, or with a
/// passphrase of which Argon2id makes such a key. What it is for is part of the seal, and so is how
/// the key was made: a sealed text is good in its own place only, and none of it can be changed.
public final class SealedSecret {
  private static final String CIPHER = "aes-256-gcm";
  static final String WITHOUT_DERIVATION = "{\"kdf\":\"none\"}";
  private static final int NONCE_BYTES = 12;
  private static final int SALT_BYTES = 16;
  private static final int TAG_BITS = 128;

  /// What RFC 9106 advises where memory is scarce: 64 MiB, three times, in four lanes.
  private static final KeyDerivation.Argon2id STANDARD = new KeyDerivation.Argon2id(64 << 10, 3, 4);

  private final KeyDerivation.Argon2id cost;

  SealedSecret(KeyDerivation.Argon2id cost) {
    this.cost = cost;
  }

  public static SealedSecret standard() {
    return new SealedSecret(STANDARD);
  }

  /// @param key 64 hexadecimal digits, with or without `0x`
  /// @param purpose lower-case letters, digits and hyphens
  public String sealWithKey(Secret text, Secret key, String purpose, RandomGenerator random) {
    return seal(text, keyBytes(key), WITHOUT_DERIVATION, purpose, random);
  }

  public String sealWithPassphrase(
      Secret text, Secret passphrase, String purpose, RandomGenerator random) {
    byte[] salt = bytes(random, SALT_BYTES);
    return seal(text, cost.derive(passphrase, salt), cost.text(hex(salt)), purpose, random);
  }

  private static String seal(
      Secret text, byte[] key, String derivation, String purpose, RandomGenerator random) {
    if (!purpose.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("a purpose is of lower-case letters, digits and hyphens");
    }
    byte[] nonce = bytes(random, NONCE_BYTES);
    byte[] plain = text.reveal().getBytes(StandardCharsets.UTF_8);
    byte[] sealed = aes(Cipher.ENCRYPT_MODE, key, nonce, bound(purpose, derivation), plain);
    return """
    {"version":1,"purpose":"%s","cipher":"%s","key":%s,"nonce":"%s","ciphertext":"%s"}
    """
        .formatted(purpose, CIPHER, derivation, hex(nonce), hex(sealed));
  }

  /// Whether it takes a passphrase to open it, and not a key. An IllegalArgumentException when it
  /// is no sealed text.
  public static boolean asksForPassphrase(String json) {
    return SealedText.read(json).asksForPassphrase();
  }

  /// An IllegalArgumentException says whether the text or the key is wrong.
  public static Secret openWithKey(String json, Secret key, String purpose) {
    SealedText sealed = SealedText.read(json);
    if (sealed.asksForPassphrase()) {
      throw new IllegalArgumentException("it is sealed with a passphrase, and not with a key");
    }
    return open(sealed, keyBytes(key), purpose, "the key");
  }

  /// An IllegalArgumentException says whether the text or the passphrase is wrong.
  public static Secret openWithPassphrase(String json, Secret passphrase, String purpose) {
    SealedText sealed = SealedText.read(json);
    if (!sealed.asksForPassphrase()) {
      throw new IllegalArgumentException("it is sealed with a key, and not with a passphrase");
    }
    byte[] key = sealed.derivation().derive(passphrase, sealed.bytes("key/salt"));
    return open(sealed, key, purpose, "the passphrase");
  }

  private static Secret open(SealedText sealed, byte[] key, String purpose, String opener) {
    sealed.mustSay("cipher", CIPHER);
    sealed.mustSay("purpose", purpose);
    byte[] nonce = sealed.bytes("nonce");
    byte[] ciphertext = sealed.bytes("ciphertext");
    byte[] bound = bound(purpose, sealed.derivationText());
    try {
      byte[] plain = aes(Cipher.DECRYPT_MODE, key, nonce, bound, ciphertext);
      return new Secret(new String(plain, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(opener + " does not open it, or it was changed", e);
    }
  }

  private static byte[] keyBytes(Secret key) {
    String digits = key.reveal().startsWith("0x") ? key.reveal().substring(2) : key.reveal();
    if (!digits.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("a sealing key is 64 hexadecimal digits");
    }
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] bound(String purpose, String derivation) {
    return ("freehold sealed 1 " + purpose + " " + derivation).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] aes(int mode, byte[] key, byte[] nonce, byte[] bound, byte[] input) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(bound);
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it does not open", e);
    }
  }

  private static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
