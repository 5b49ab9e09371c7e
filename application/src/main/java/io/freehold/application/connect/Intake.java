package io.freehold.application.connect;

import io.freehold.application.port.ConnectRequests;
import io.freehold.application.port.SessionRelay;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.Invitation;
import io.freehold.domain.connect.SessionId;
import java.time.Duration;
import java.time.InstantSource;

/// Opens sessions at the relay, each once, and keeps what they ask before anything else is done.
public final class Intake {
  private static final Duration UNTIL_SOME_ARE_OVER = Duration.ofMinutes(1);

  private final ConnectRequests requests;
  private final SessionRelay relay;
  private final RequestSteps steps;
  private final InstantSource clock;
  private final int requestsMax;

  /// @param requestsMax requests that are not over
  public Intake(
      ConnectRequests requests,
      SessionRelay relay,
      RequestSteps steps,
      InstantSource clock,
      int requestsMax) {
    this.requests = requests;
    this.relay = relay;
    this.steps = steps;
    this.clock = clock;
    this.requestsMax = requestsMax;
  }

  boolean knows(SessionId session) {
    return requests.find(session).isPresent();
  }

  /// Of one that was opened here before, where it stands.
  ConnectRequest take(Invitation invitation, Address owner) {
    ConnectRequest request =
        requests.find(invitation.session()).orElseGet(() -> opened(invitation));
    return steps.advance(request, owner);
  }

  private ConnectRequest opened(Invitation invitation) {
    mustHaveRoom();
    ConnectRequest request = ConnectRequest.received(claimed(invitation), clock.instant());
    if (!request.id().equals(invitation.session()) || !requests.add(request)) {
      throw new Problem.SessionConflict("claimed").asException();
    }
    return request;
  }

  private ClaimedSession claimed(Invitation invitation) {
    return switch (invitation) {
      case Invitation.ByLink(var link) -> relay.claim(link.session(), link.secret());
      case Invitation.Listed(var session) -> relay.claimWaiting(session);
    };
  }

  private void mustHaveRoom() {
    if (requests.openCount() >= requestsMax) {
      throw new Problem.TooManySessions(UNTIL_SOME_ARE_OVER).asException();
    }
  }
}
