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

  /// Whether no earlier run of this server can have taken what a signer issued at that time. When
  /// it says so, later runs say no, unless the time alone tells them.
  boolean isOfThisRun(Address signer, Instant issuedAt);
}
