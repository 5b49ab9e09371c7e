package io.freehold.application.grant;

import io.freehold.application.port.Grants;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.Revocations;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import java.util.Optional;

/// Tells the Gateway about revocations it could not be told at once.
public final class SendRevocations {
  private final Grants grants;
  private final Revocations revocations;
  private final OwnerRecord ownerRecord;

  public SendRevocations(Grants grants, Revocations revocations, OwnerRecord ownerRecord) {
    this.grants = grants;
    this.revocations = revocations;
    this.ownerRecord = ownerRecord;
  }

  /// One round; stops at the first that fails, and leaves it and the rest for the next round.
  public void runOnce() {
    Optional<Address> owner = ownerRecord.find();
    if (owner.isPresent()) {
      for (GrantId grant : revocations.unconfirmed()) {
        send(grant, owner.get());
        revocations.confirm(grant);
      }
    }
  }

  /// A gateway that knows no such grant has nothing to record, and the next one shall not wait.
  private void send(GrantId grant, Address owner) {
    try {
      grants.revoke(grant, owner);
    } catch (ProblemException e) {
      if (!(e.problem() instanceof Problem.GrantNotFound)) {
        throw e;
      }
    }
  }
}
