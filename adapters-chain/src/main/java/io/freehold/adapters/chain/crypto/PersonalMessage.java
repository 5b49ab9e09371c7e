package io.freehold.adapters.chain.crypto;

import java.nio.charset.StandardCharsets;

/// A text as wallets sign it (EIP-191, `personal_sign`).
public final class PersonalMessage {
  private static final String PREFIX = "\u0019Ethereum Signed Message:\n";

  private PersonalMessage() {}

  /// What is signed; the prefix counts the bytes of the text, not its characters.
  public static byte[] hash(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return Keccak256.hash((PREFIX + utf8.length).getBytes(StandardCharsets.UTF_8), utf8);
  }
}
