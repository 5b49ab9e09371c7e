package io.freehold.application.testing;

import io.freehold.application.port.AutoApprovals;
import io.freehold.domain.connect.AutoApproval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Rules in the order in which they were made.
public final class InMemoryAutoApprovals implements AutoApprovals {
  private final List<AutoApproval> rules = new ArrayList<>();

  @Override
  public synchronized void add(AutoApproval rule) {
    rules.add(rule);
  }

  @Override
  public synchronized List<AutoApproval> all() {
    return List.copyOf(rules.reversed());
  }

  @Override
  public synchronized boolean use(String id, Instant now) {
    return replace(id, rule -> rule.isGoodAt(now), 1, Optional.empty());
  }

  @Override
  public synchronized boolean revoke(String id, Instant now) {
    return replace(id, rule -> rule.revokedAt().isEmpty(), 0, Optional.of(now));
  }

  private boolean replace(
      String id, Predicate<AutoApproval> condition, int uses, Optional<Instant> revokedAt) {
    for (int i = 0; i < rules.size(); i++) {
      AutoApproval rule = rules.get(i);
      if (rule.id().equals(id) && condition.test(rule)) {
        rules.set(
            i,
            new AutoApproval(
                id,
                rule.builder(),
                rule.scopes(),
                rule.grantLifetime(),
                rule.createdAt(),
                rule.validUntil(),
                rule.usesLeft() - uses,
                revokedAt));
        return true;
      }
    }
    return false;
  }

  @Override
  public synchronized long forgetBefore(Instant time) {
    int before = rules.size();
    rules.removeIf(rule ->
        rule.validUntil().isBefore(time)
            || rule.revokedAt().filter(at -> at.isBefore(time)).isPresent());
    return before - rules.size();
  }
}
