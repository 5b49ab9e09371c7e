package io.freehold.adapters.storage.oauth;

import io.freehold.domain.Sha256;
import io.freehold.domain.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// The proof that whoever redeems a code is who asked for it (RFC 7636, method S256): a code that
/// was seen by others is worth nothing to them.
record Pkce(Secret verifier) {
  private static final int RANDOM_BYTES = 32;

  static Pkce random(RandomGenerator random) {
    return new Pkce(new Secret(randomText(random)));
  }

  String challenge() {
    byte[] text = verifier.reveal().getBytes(StandardCharsets.US_ASCII);
    return base64url(Sha256.of(text));
  }

  /// 256 bits that nobody guesses, as 43 characters that need no escaping anywhere.
  static String randomText(RandomGenerator random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return base64url(bytes);
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
