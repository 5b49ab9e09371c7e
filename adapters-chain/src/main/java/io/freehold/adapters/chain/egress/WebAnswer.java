package io.freehold.adapters.chain.egress;

import java.util.Optional;

/// What an address answered.
///
/// @param address where it was found in the end, in its plain spelling
/// @param retryAfter the header of that name
public record WebAnswer(
    String address,
    int status,
    Optional<String> contentType,
    Optional<String> retryAfter,
    byte[] body) {

  /// Where a link on this page leads, if that is of the same origin.
  public Optional<String> sameOrigin(String reference, boolean allowsLoopback) {
    try {
      WebAddress here = WebAddress.of(address, allowsLoopback);
      WebAddress there = here.resolve(reference, allowsLoopback);
      return there.hasOriginOf(here) ? Optional.of(there.text()) : Optional.empty();
    } catch (EgressException _) {
      return Optional.empty();
    }
  }
}
