package io.freehold.application.connect;

import io.freehold.application.port.AutoApprovals;
import io.freehold.domain.connect.AutoApproval;
import io.freehold.domain.identity.Caller;
import java.util.List;

/// Shows the owner the rules, newest first, those that are over as well.
public final class ListAutoApprovals {
  private final AutoApprovals rules;

  public ListAutoApprovals(AutoApprovals rules) {
    this.rules = rules;
  }

  public List<AutoApproval> list(Caller.Owner owner) {
    return rules.all();
  }
}
