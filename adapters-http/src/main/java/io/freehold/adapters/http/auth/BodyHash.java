package io.freehold.adapters.http.auth;

import io.freehold.adapters.http.json.CanonicalJson;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Sha256;
import java.util.Set;

/// The spellings of a body's hash that clients sign: of the raw bytes, with and without `sha256:`,
/// and of the canonical JSON.
final class BodyHash {
  private static final int HEX_CHARACTERS = 64;

  /// Canonical JSON is only signed by clients of small requests, and it costs a tree in memory.
  private static final int CANONICAL_BYTES_MAX = 64 << 10;

  private BodyHash() {}

  /// What stands for this body. The canonical form is only made when the others do not match.
  static Set<String> spellings(byte[] body, String claimed) {
    return spellings(body, Sha256.hex(body), claimed);
  }

  /// @param raw the hash of the body, where it is known already
  static Set<String> spellings(byte[] body, String raw, String claimed) {
    return mayBeCanonical(body.length, claimed) && !claimed.equals(raw)
        ? withCanonical(body, raw, "sha256:" + raw)
        : spellings(raw);
  }

  /// What stands for a body of this hash, but for its canonical form.
  static Set<String> spellings(String raw) {
    return Set.of(raw, "sha256:" + raw);
  }

  /// Whether a claim may be the hash of the canonical form.
  static boolean mayBeCanonical(long bodyBytes, String claimed) {
    return claimed.length() == HEX_CHARACTERS && bodyBytes <= CANONICAL_BYTES_MAX;
  }

  private static Set<String> withCanonical(byte[] body, String raw, String prefixed) {
    try {
      String canonical = Sha256.hex(CanonicalJson.of(body));
      return canonical.equals(raw) ? Set.of(raw, prefixed) : Set.of(raw, prefixed, canonical);
    } catch (ProblemException e) {
      // A body that is not JSON has no canonical form.
      return Set.of(raw, prefixed);
    }
  }
}
