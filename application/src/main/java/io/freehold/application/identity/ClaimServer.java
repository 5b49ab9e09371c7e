package io.freehold.application.identity;

import io.freehold.application.port.OwnerRecord;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Caller;

/// Gives this server its owner, once and for all.
public final class ClaimServer {
  private final OwnerRecord ownerRecord;

  public ClaimServer(OwnerRecord ownerRecord) {
    this.ownerRecord = ownerRecord;
  }

  /// The owner, on whose behalf the caller of this act may go on. Claiming a server for the owner
  /// it already has changes nothing.
  public Caller.Owner claim(Address owner) {
    if (!ownerRecord.claim(owner) && !ownerRecord.find().filter(owner::equals).isPresent()) {
      throw new Problem.AlreadyRegistered(
              "owner", ownerRecord.find().map(Address::value).orElse("unknown"))
          .asException();
    }
    return new Caller.Owner(owner, "setup");
  }
}
