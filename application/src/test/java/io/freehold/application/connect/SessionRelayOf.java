package io.freehold.application.connect;

import io.freehold.application.port.SessionRelay;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Secret;
import java.util.List;
import java.util.Optional;

/// Passes everything on, but for what a test makes it do otherwise.
class SessionRelayOf implements SessionRelay {
  private final SessionRelay target;

  SessionRelayOf(SessionRelay target) {
    this.target = target;
  }

  @Override
  public ClaimedSession claim(SessionId session, Secret secret) {
    return target.claim(session, secret);
  }

  @Override
  public List<SessionId> waiting() {
    return target.waiting();
  }

  @Override
  public ClaimedSession claimWaiting(SessionId session) {
    return target.claimWaiting(session);
  }

  @Override
  public void approve(SessionId session, Secret secret, SessionGrant grant) {
    target.approve(session, secret, grant);
  }

  @Override
  public void deny(SessionId session, Secret secret, Optional<String> reason) {
    target.deny(session, secret, reason);
  }
}
