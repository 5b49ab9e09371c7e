package io.freehold.adapters.storage.pgp;

/// The ciphers a message may be encrypted with: AES with keys of 128, 192 and 256 bits.
final class SymmetricCipher {
  private static final int AES_128 = 7;
  private static final int AES_256 = 9;

  private SymmetricCipher() {}

  static boolean isAccepted(int cipher) {
    return cipher >= AES_128 && cipher <= AES_256;
  }

  static int keyBytes(int cipher) {
    return 16 + 8 * (cipher - AES_128);
  }

  static boolean isKeyBytes(int bytes) {
    return bytes == keyBytes(AES_128)
        || bytes == keyBytes(AES_128 + 1)
        || bytes == keyBytes(AES_256);
  }
}
