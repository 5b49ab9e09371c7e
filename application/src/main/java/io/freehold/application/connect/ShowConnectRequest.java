package io.freehold.application.connect;

import io.freehold.application.port.ConnectRequests;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Caller;
import java.util.Optional;

/// Shows the owner one request, and the whole of what there is to think of while it waits.
public final class ShowConnectRequest {
  private final ConnectRequests requests;
  private final Sheets sheets;

  public ShowConnectRequest(ConnectRequests requests, Sheets sheets) {
    this.requests = requests;
    this.sheets = sheets;
  }

  /// @param sheet while the request waits for its owner
  public record Shown(ConnectRequest request, Optional<ConsentSheet> sheet) {}

  public Shown show(Caller.Owner owner, SessionId id) {
    ConnectRequest request =
        requests
            .find(id)
            .orElseThrow(() -> new Problem.ConnectRequestNotFound(id.value()).asException());
    return new Shown(
        request,
        request.state() instanceof ConnectRequest.State.Waiting
            ? Optional.of(sheets.of(request, owner.address()))
            : Optional.empty());
  }
}
