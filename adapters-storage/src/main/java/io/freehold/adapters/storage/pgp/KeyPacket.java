package io.freehold.adapters.storage.pgp;

import io.freehold.domain.storage.CipherFailure;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.bcpg.S2K;

/// How the key of a message follows from a password: a symmetric-key encrypted session key of
/// version 4. One that exists costs no more than it may.
///
/// @param cipher that opens the session key, or the message itself where there is none
/// @param sessionKey encrypted; empty where the key that follows from the password is the key
record KeyPacket(int cipher, S2K derivation, byte[] sessionKey) {
  private static final int BYTES_MAX = 64;
  private static final int VERSION = 4;
  private static final int SALT_BYTES = 8;
  private static final int SALTED = 1;
  private static final int ITERATED = 3;
  private static final int ARGON2 = 4;

  /// SHA-1 is what gpg 2.2 takes by default. As a step of this derivation nothing weakens it.
  private static final int SHA1 = 2;

  private static final int SHA256 = 8;
  private static final int SHA224 = 11;

  /// @param hashedBytesMax how much may be hashed for one key
  static KeyPacket read(Packet packet, long hashedBytesMax) throws IOException {
    var fields = new Fields(packet.shortBody(BYTES_MAX));
    fields.mustBe(fields.next() == VERSION);
    int cipher = fields.next();
    fields.mustBe(SymmetricCipher.isAccepted(cipher));
    S2K derivation = derivation(fields, hashedBytesMax);
    byte[] sessionKey = fields.rest();
    fields.mustBe(sessionKey.length == 0 || SymmetricCipher.isKeyBytes(sessionKey.length - 1));
    return new KeyPacket(cipher, derivation, sessionKey);
  }

  private static S2K derivation(Fields fields, long hashedBytesMax) {
    int kind = fields.next();
    if (kind == ARGON2) {
      throw CipherFailure.TOO_COSTLY.asException();
    }
    fields.mustBe(kind == SALTED || kind == ITERATED);
    int hash = fields.next();
    fields.mustBe(hash == SHA1 || hash >= SHA256 && hash <= SHA224);
    byte[] salt = fields.next(SALT_BYTES);
    if (kind == SALTED) {
      return new S2K(hash, salt);
    }
    int count = fields.next();
    if (hashedBytes(count) > hashedBytesMax) {
      throw CipherFailure.TOO_COSTLY.asException();
    }
    return new S2K(hash, salt, count);
  }

  /// What a count octet stands for.
  private static long hashedBytes(int count) {
    return (16L + (count & 15)) << ((count >> 4) + 6);
  }

  /// Takes bytes apart from the front.
  private static final class Fields {
    private final byte[] bytes;
    private int at;

    Fields(byte[] bytes) {
      this.bytes = bytes;
    }

    int next() {
      return next(1)[0] & 0xff;
    }

    byte[] next(int count) {
      mustBe(at + count <= bytes.length);
      at += count;
      return Arrays.copyOfRange(bytes, at - count, at);
    }

    byte[] rest() {
      return next(bytes.length - at);
    }

    void mustBe(boolean condition) {
      if (!condition) {
        throw CipherFailure.UNSUPPORTED.asException();
      }
    }
  }
}
