package io.freehold.application.testing;

import io.freehold.application.port.AutoApprovals;

class InMemoryAutoApprovalsTest extends AutoApprovalsContract {
  @Override
  protected AutoApprovals autoApprovals() {
    return new InMemoryAutoApprovals();
  }
}
