package io.freehold.application.connect;

import io.freehold.application.port.ConnectRequests;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.SessionId;
import java.time.InstantSource;

/// The requests that wait for their owner. Each is answered once.
public final class Waiting {
  private final ConnectRequests requests;
  private final InstantSource clock;

  public Waiting(ConnectRequests requests, InstantSource clock) {
    this.requests = requests;
    this.clock = clock;
  }

  ConnectRequest get(SessionId id) {
    ConnectRequest request =
        requests
            .find(id)
            .orElseThrow(() -> new Problem.ConnectRequestNotFound(id.value()).asException());
    if (!(request.state() instanceof State.Waiting)) {
      throw answered(request);
    }
    if (request.isExpiredAt(clock.instant())) {
      throw new Problem.SessionExpired().asException();
    }
    return request;
  }

  /// On disk when it returns.
  ConnectRequest answer(ConnectRequest request, State answer) {
    ConnectRequest answered = request.in(answer);
    if (!requests.change(request, answered)) {
      throw answered(requests.find(request.id()).orElse(request));
    }
    return answered;
  }

  private static RuntimeException answered(ConnectRequest request) {
    return new Problem.ConnectRequestAnswered(request.id().value(), request.status()).asException();
  }
}
