package io.freehold.application.testing;

import io.freehold.application.port.SessionRelay;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import java.time.Duration;

class InMemorySessionRelayTest extends SessionRelayContract {
  private final HandSetClock clock = new HandSetClock(Cast.NOW);
  private final InMemorySessionRelay relay = new InMemorySessionRelay(Cast.OWNER, clock);

  @Override
  protected SessionRelay relay() {
    return relay;
  }

  @Override
  protected DeepLink open(SessionRequest request) {
    return relay.open(request);
  }

  @Override
  protected void pass(Duration time) {
    clock.advance(time);
  }

  @Override
  protected SessionState stateOf(SessionId session) {
    return relay.stateOf(session);
  }
}
