package io.freehold.application.connect;

import io.freehold.application.port.Sessions;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Secret;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Opens a session by the secret of its deep link (§4.5). That works once.
public final class ClaimSession {
  private final SessionSteps steps;
  private final InstantSource clock;

  public ClaimSession(Sessions sessions, Consumer<SessionId> news, InstantSource clock) {
    this.steps = new SessionSteps(sessions, news);
    this.clock = clock;
  }

  public ClaimedSession claim(SessionId id, Secret secret) {
    Session session =
        steps.step(id, secret, it -> it.claimed(clock.instant()), _ -> Optional.empty());
    return new ClaimedSession(id, secret, session.request(), session.expiresAt());
  }
}
