package io.freehold.application.connect;

import io.freehold.application.port.AutoApprovals;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Caller;
import java.time.InstantSource;

/// Ends a rule at once. The grants it made stay until they are revoked themselves.
public final class RevokeAutoApproval {
  private final AutoApprovals rules;
  private final InstantSource clock;

  public RevokeAutoApproval(AutoApprovals rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  public void revoke(Caller.Owner owner, String id) {
    if (!rules.revoke(id, clock.instant())) {
      throw new Problem.RecordNotFound("rule", id).asException();
    }
  }
}
