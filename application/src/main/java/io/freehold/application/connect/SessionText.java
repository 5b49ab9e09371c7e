package io.freehold.application.connect;

import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Secret;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// How ids and secrets of sessions are made: random bytes in base64url.
final class SessionText {
  private static final int ID_BYTES = 18;
  private static final int SECRET_BYTES = 32;

  private SessionText() {}

  static SessionId id(RandomGenerator random) {
    return new SessionId(text(random, ID_BYTES));
  }

  static Secret secret(RandomGenerator random) {
    return new Secret(text(random, SECRET_BYTES));
  }

  private static String text(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
