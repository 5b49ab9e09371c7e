package io.freehold.adapters.storage.pgp;

import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.CipherFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.PBEDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPDigestCalculatorProviderBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcePBEDataDecryptorFactoryBuilder;

/// The key that one message is encrypted with. It does not print.
final class SessionKey {
  private static final int BLOCK_BYTES = 16;
  private static final int REPEATED_BYTES = 2;

  private final PBEDataDecryptorFactory operators;
  private final int cipher;
  private final byte[] key;

  /// Does the work that a password costs.
  SessionKey(KeyPacket packet, Secret password) {
    try {
      this.operators =
          new JcePBEDataDecryptorFactoryBuilder(new JcaPGPDigestCalculatorProviderBuilder().build())
              .build(password.reveal().toCharArray());
      byte[] derived = operators.makeKeyFromPassPhrase(packet.cipher(), packet.derivation());
      byte[] session = opened(packet, derived);
      this.cipher = session[0] & 0xff;
      this.key = Arrays.copyOfRange(session, 1, session.length);
    } catch (PGPException e) {
      throw new IllegalStateException("this JDK has no AES or SHA", e);
    }
    if (!SymmetricCipher.isAccepted(cipher) || key.length != SymmetricCipher.keyBytes(cipher)) {
      throw CipherFailure.WRONG_KEY.asException();
    }
  }

  /// The cipher and its key.
  private byte[] opened(KeyPacket packet, byte[] derived) throws PGPException {
    if (packet.sessionKey().length > 0) {
      return operators.recoverSessionData(packet.cipher(), derived, packet.sessionKey());
    }
    byte[] session = new byte[1 + derived.length];
    session[0] = (byte) packet.cipher();
    System.arraycopy(derived, 0, session, 1, derived.length);
    return session;
  }

  InputStream decrypt(InputStream encrypted) {
    try {
      return operators.createDataDecryptor(true, cipher, key).getInputStream(encrypted);
    } catch (PGPException e) {
      throw new IllegalStateException("this JDK has no AES", e);
    }
  }

  /// The decrypted bytes begin with noise whose end is repeated. With another key it is not, but
  /// for one time in 65,536, when the hash at the end will tell. Where these very bytes were
  /// altered nobody can tell that from another key.
  static void checkBeginning(InputStream decrypted) throws IOException {
    byte[] noise = decrypted.readNBytes(BLOCK_BYTES + REPEATED_BYTES);
    if (noise.length < BLOCK_BYTES + REPEATED_BYTES) {
      throw CipherFailure.ALTERED.asException();
    }
    if (noise[BLOCK_BYTES - 2] != noise[BLOCK_BYTES]
        || noise[BLOCK_BYTES - 1] != noise[BLOCK_BYTES + 1]) {
      throw CipherFailure.WRONG_KEY.asException();
    }
  }

  @Override
  public String toString() {
    return "SessionKey[********]";
  }
}
