package io.freehold.domain.identity;

import java.time.Instant;

/// The facts of a request that its signature must match.
///
/// @param hasBody whether the message announces a body; its hash is compared once it has arrived
public record ReceivedRequest(
    String method, RequestTarget target, boolean hasBody, Instant receivedAt) {

  /// Whether the request may change something; such a request is good for one use (threat T5).
  public boolean changesState() {
    return !method.equals("GET") && !method.equals("HEAD");
  }
}
