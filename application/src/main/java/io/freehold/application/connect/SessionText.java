package io.freehold.application.connect;

import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Secret;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// How ids and secrets of sessions are made. An id is typed at command lines, so it is hexadecimal:
/// in base64url, one in 64 would begin with `-`, as options do. A secret travels in links only.
final class SessionText {
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;

  private SessionText() {}

  static SessionId id(RandomGenerator random) {
    return new SessionId(HexFormat.of().formatHex(bytes(random, ID_BYTES)));
  }

  static Secret secret(RandomGenerator random) {
    return new Secret(
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, SECRET_BYTES)));
  }

  private static byte[] bytes(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
