package io.freehold.domain.connect;

import io.freehold.domain.Sha256;
import io.freehold.domain.identity.Secret;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What the relay keeps of a session's secret: enough to know it again, not enough to use it.
///
/// @param value lower-case hexadecimal SHA-256
public record SecretHash(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{64}");

  /// No secret has it. It is compared where there is no session, so that an unknown session costs
  /// what a wrong secret costs (threat T55).
  public static final SecretHash OF_NO_SECRET = new SecretHash("0".repeat(64));

  public SecretHash {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("a hash has 64 lower-case hexadecimal digits");
    }
  }

  public static SecretHash of(Secret secret) {
    return new SecretHash(HexFormat.of().formatHex(sha256(secret)));
  }

  /// Compares in a time that says nothing about a near miss (threat T55).
  public boolean isOf(Secret secret) {
    return MessageDigest.isEqual(HexFormat.of().parseHex(value), sha256(secret));
  }

  private static byte[] sha256(Secret secret) {
    return Sha256.of(secret.reveal());
  }

  @Override
  public String toString() {
    return "********";
  }
}
