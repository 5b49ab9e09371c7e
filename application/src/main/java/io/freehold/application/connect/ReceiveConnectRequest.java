package io.freehold.application.connect;

import io.freehold.domain.Problem;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.Invitation;
import io.freehold.domain.identity.Caller;

/// Opens a session for the owner and finds out who asks (§6.3). The same invitation again gives the
/// same request.
public final class ReceiveConnectRequest {
  private final Intake intake;

  public ReceiveConnectRequest(Intake intake) {
    this.intake = intake;
  }

  /// An application that cannot show who it is has been turned away when this is refused.
  public ConnectRequest receive(Caller.Owner owner, Invitation invitation) {
    ConnectRequest request = intake.take(invitation, owner.address());
    if (request.app().isEmpty() && request.state() instanceof State.Failed failed) {
      throw new Problem.ManifestRefused(failed.reason()).asException();
    }
    return request;
  }
}
