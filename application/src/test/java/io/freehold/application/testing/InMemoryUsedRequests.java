package io.freehold.application.testing;

import io.freehold.application.port.UsedRequests;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Used requests, forgotten when they are too old to be accepted anyway.
public final class InMemoryUsedRequests implements UsedRequests {
  private final Map<Use, Instant> uses = new HashMap<>();
  private final Map<Address, Instant> latest = new HashMap<>();
  private final Map<Address, Instant> latestOfEarlierRuns = new HashMap<>();
  private final InstantSource clock;
  private final int requestsMax;

  private record Use(Address signer, String signedText) {}

  public InMemoryUsedRequests(InstantSource clock, int requestsMax) {
    this.clock = clock;
    this.requestsMax = requestsMax;
  }

  /// With the fixed clock of the cast, and room for more than a test will use.
  public InMemoryUsedRequests() {
    this(Cast.CLOCK, 100_000);
  }

  @Override
  public synchronized boolean isFirstUse(Address signer, String signedText, Instant until) {
    var use = new Use(signer, signedText);
    Instant now = clock.instant();
    uses.values().removeIf(useless -> !useless.isAfter(now));
    if (uses.size() >= requestsMax && !uses.containsKey(use)) {
      throw new Problem.ServiceUnavailable(
              Problem.Cause.OVERLOAD, "Too many signed requests", Duration.ofSeconds(60))
          .asException();
    }
    return uses.putIfAbsent(use, until) == null;
  }

  @Override
  public synchronized boolean isOfThisRun(Address signer, Instant issuedAt) {
    latest.merge(signer, issuedAt, (one, other) -> one.isAfter(other) ? one : other);
    return issuedAt.isAfter(latestOfEarlierRuns.getOrDefault(signer, Instant.MIN));
  }

  /// The memory ends, as with a process; what it noted for the next one stays.
  public synchronized void restart() {
    uses.clear();
    latestOfEarlierRuns.putAll(latest);
  }
}
