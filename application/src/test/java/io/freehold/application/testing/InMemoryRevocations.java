package io.freehold.application.testing;

import io.freehold.application.port.Revocations;
import io.freehold.domain.GrantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Revocations in the order in which they were made.
public final class InMemoryRevocations implements Revocations {
  private final Map<GrantId, Instant> times = new LinkedHashMap<>();
  private final Set<GrantId> confirmed = new HashSet<>();

  @Override
  public synchronized Optional<Instant> find(GrantId grant) {
    return Optional.ofNullable(times.get(grant));
  }

  @Override
  public synchronized void add(GrantId grant, Instant revokedAt) {
    times.putIfAbsent(grant, revokedAt);
  }

  @Override
  public synchronized void addConfirmed(GrantId grant, Instant revokedAt) {
    if (times.putIfAbsent(grant, revokedAt) == null) {
      confirmed.add(grant);
    }
  }

  @Override
  public synchronized List<GrantId> unconfirmed() {
    return times.keySet().stream().filter(grant -> !confirmed.contains(grant)).toList();
  }

  @Override
  public synchronized void confirm(GrantId grant) {
    confirmed.add(grant);
  }
}
