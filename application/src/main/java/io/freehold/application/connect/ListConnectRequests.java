package io.freehold.application.connect;

import io.freehold.application.port.ConnectRequests;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.Caller;

/// Shows the owner what was asked, answered or not, newest first.
public final class ListConnectRequests {
  private final ConnectRequests requests;

  public ListConnectRequests(ConnectRequests requests) {
    this.requests = requests;
  }

  public Listing<ConnectRequest> list(Caller.Owner owner, Page page) {
    return requests.list(page);
  }
}
