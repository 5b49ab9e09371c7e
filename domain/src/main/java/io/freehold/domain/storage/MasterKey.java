package io.freehold.domain.storage;

import io.freehold.domain.Scope;
import io.freehold.domain.Signature;
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
    return derived("vana", "scope:" + scope.value());
  }

  /// The same with the salt `freehold` and the info `backup`: the OpenPGP password of backups.
  public String backupKey() {
    return derived("freehold", "backup");
  }

  private String derived(String salt, String info) {
    try {
      byte[] key =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(signature.bytes())
                      .addSalt(salt.getBytes(StandardCharsets.UTF_8))
                      .thenExpand(info.getBytes(StandardCharsets.UTF_8), 32));
      return HexFormat.of().formatHex(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return "MasterKey[********]";
  }
}
