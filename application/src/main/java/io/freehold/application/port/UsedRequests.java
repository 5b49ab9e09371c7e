package io.freehold.application.port;

import io.freehold.domain.Address;
import java.time.Instant;

/// The signed requests that were used and are still of this time.
public interface UsedRequests {
  /// Whether this is the first use. The key is the signer and what was signed, never the signature,
  /// of which there may be two spellings (threat T7).
  ///
  /// @param until when the request is too old to be accepted anyway
  boolean isFirstUse(Address signer, String signedText, Instant until);
}
