package io.freehold.application.identity;

import io.freehold.domain.Sha256;
import io.freehold.domain.identity.Secret;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// How an owner token is written and hashed: `fho_` and 32 random bytes in base64url.
final class TokenText {
  private static final String PREFIX = "fho_";
  private static final int BYTES = 32;

  private TokenText() {}

  static Secret random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static String hash(Secret token) {
    return Sha256.hex(token.reveal());
  }
}
