package io.freehold.application.connect;

import io.freehold.application.port.AutoApprovals;
import io.freehold.application.port.Builders;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.connect.AutoApproval;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The owner makes a rule: this builder may have these scopes without asking.
public final class AddAutoApproval {
  private final AutoApprovals rules;
  private final Builders builders;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final int rulesMax;

  /// @param rulesMax rules that are good at once
  public AddAutoApproval(
      AutoApprovals rules,
      Builders builders,
      InstantSource clock,
      RandomGenerator random,
      int rulesMax) {
    this.rules = rules;
    this.builders = builders;
    this.clock = clock;
    this.random = random;
    this.rulesMax = rulesMax;
  }

  /// What the rule is to say.
  ///
  /// @param grantLifetime of the grants it makes; empty for ever
  public record Draft(
      Address builder,
      List<ScopePattern> scopes,
      Optional<Duration> grantLifetime,
      Instant validUntil,
      int uses) {}

  public AutoApproval add(Caller.Owner owner, Draft draft) {
    Instant now = clock.instant();
    if (rules.all().stream().filter(rule -> rule.isGoodAt(now)).count() >= rulesMax) {
      throw Problem.malformed(
              Subject.BODY, "there are " + rulesMax + " rules already; revoke one first")
          .asException();
    }
    if (builders.find(draft.builder()).isEmpty()) {
      throw new Problem.BuilderNotRegistered(draft.builder()).asException();
    }
    var rule =
        new AutoApproval(
            "%016x".formatted(random.nextLong()),
            draft.builder(),
            draft.scopes(),
            draft.grantLifetime(),
            now,
            draft.validUntil(),
            draft.uses(),
            Optional.empty());
    rules.add(rule);
    return rule;
  }
}
