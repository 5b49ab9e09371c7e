package io.freehold.application.connect;

import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.Invitation;
import io.freehold.domain.identity.Caller;

/// Opens a session for the owner and finds out who asks (§6.3). The same invitation again gives the
/// same request.
public final class ReceiveConnectRequest {
  private final Intake intake;

  public ReceiveConnectRequest(Intake intake) {
    this.intake = intake;
  }

  public ConnectRequest receive(Caller.Owner owner, Invitation invitation) {
    return intake.take(invitation, owner.address());
  }
}
