package io.freehold.application.testing;

import io.freehold.application.port.UsedRequests;
import io.freehold.domain.Address;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// Used requests, none of which is ever forgotten.
public final class InMemoryUsedRequests implements UsedRequests {
  private final Set<Use> uses = new HashSet<>();

  private record Use(Address signer, String signedText) {}

  @Override
  public synchronized boolean isFirstUse(Address signer, String signedText, Instant until) {
    return uses.add(new Use(signer, signedText));
  }
}
