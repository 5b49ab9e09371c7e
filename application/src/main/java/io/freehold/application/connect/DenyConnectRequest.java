package io.freehold.application.connect;

import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.Relay;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Caller;
import java.time.InstantSource;
import java.util.Optional;

/// The owner says no; the application learns it, and the reason where one is given.
public final class DenyConnectRequest {
  private final Waiting waiting;
  private final RequestSteps steps;
  private final InstantSource clock;

  public DenyConnectRequest(Waiting waiting, RequestSteps steps, InstantSource clock) {
    this.waiting = waiting;
    this.steps = steps;
    this.clock = clock;
  }

  public ConnectRequest deny(Caller.Owner owner, SessionId id, Optional<String> reason) {
    ConnectRequest request = waiting.get(id);
    var denied = new State.Denied(reason, clock.instant(), Relay.TO_BE_TOLD);
    return steps.advance(waiting.answer(request, denied), owner.address());
  }
}
