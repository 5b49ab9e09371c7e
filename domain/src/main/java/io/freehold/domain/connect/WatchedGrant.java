package io.freehold.domain.connect;

import io.freehold.domain.connect.WebhookEvent.Type;
import java.time.Instant;
import java.util.Optional;

/// A grant that came of a session whose builder wants to be told when it ends.
public record WatchedGrant(SessionId session, SessionRequest request, SessionGrant grant) {

  public WebhookEvent revoked(Instant now) {
    return event(Type.GRANT_REVOKED, now);
  }

  public WebhookEvent expired(Instant now) {
    return event(Type.GRANT_EXPIRED, now);
  }

  public boolean isExpiredAt(Instant now) {
    return !now.isBefore(grant.expiresAt());
  }

  private WebhookEvent event(Type type, Instant now) {
    return WebhookEvent.of(type, session, request, Optional.of(grant), Optional.empty(), now);
  }
}
