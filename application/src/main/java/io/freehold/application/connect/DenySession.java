package io.freehold.application.connect;

import io.freehold.application.port.Sessions;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookEvent.Type;
import io.freehold.domain.identity.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells the builder of a session that the owner said no (§4.5).
public final class DenySession {
  private final SessionSteps steps;
  private final InstantSource clock;

  public DenySession(Sessions sessions, Consumer<SessionId> news, InstantSource clock) {
    this.steps = new SessionSteps(sessions, news);
    this.clock = clock;
  }

  /// @param reason in the owner's words
  public void deny(SessionId id, Secret secret, Optional<String> reason) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var _ =
        steps.step(
            id, secret, session -> session.denied(reason, now), it -> event(it, reason, now));
  }

  private static Optional<WebhookEvent> event(
      Session session, Optional<String> reason, Instant now) {
    return session
        .request()
        .webhookUrl()
        .map(_ ->
            WebhookEvent.of(
                Type.SESSION_DENIED,
                session.id(),
                session.request(),
                Optional.empty(),
                reason,
                now));
  }
}
