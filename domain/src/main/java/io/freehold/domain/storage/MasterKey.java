package io.freehold.domain.storage;

import io.freehold.domain.Scope;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// The owner's signature over a fixed sentence, from which every scope key follows (§2.3). Whoever
/// has it reads everything: it does not print.
public final class MasterKey {
  /// What the owner's wallet signs, by EIP-191.
  public static final String SENTENCE = "vana-master-key-v1";

  private final Signature signature;

  /// @param signature with v 27 or 28; a wallet's 0 or 1 would give other keys, and a `Signature`
  ///   never has them
  public MasterKey(Signature signature) {
    this.signature = signature;
  }

  public Signature signature() {
    return signature;
  }

  /// HKDF-SHA256 of the 65 signature bytes, salt `vana`, info `scope:` and the scope: 32 bytes in
  /// lower-case hexadecimal, which is the OpenPGP password of the scope's files.
  public String scopeKey(Scope scope) {
    return HexFormat.of().formatHex(derived("vana", "scope:" + scope.value()));
  }

  /// The OpenPGP password of backups.
  public String backupKey() {
    return ownKey("backup").reveal();
  }

  /// A key for what never leaves this server: HKDF-SHA256 of the same bytes, salt `freehold`, info
  /// the purpose, 32 bytes in hexadecimal. The salt keeps it apart from every scope's key.
  ///
  /// @param purpose what is sealed with it, such as `oauth tokens`
  public Secret ownKey(String purpose) {
    return new Secret(HexFormat.of().formatHex(derived("freehold", purpose)));
  }

  private byte[] derived(String salt, String info) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(signature.bytes())
                  .addSalt(salt.getBytes(StandardCharsets.UTF_8))
                  .thenExpand(info.getBytes(StandardCharsets.UTF_8), 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return "MasterKey[********]";
  }
}
