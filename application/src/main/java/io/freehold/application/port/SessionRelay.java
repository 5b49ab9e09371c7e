package io.freehold.application.port;

import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Secret;
import java.util.List;
import java.util.Optional;

/// The session relay, as the owner's side speaks to it (§4.5). Its refusals are the problems a
/// relay has: `SessionNotFound`, `WrongSessionSecret`, `SessionConflict`, `SessionExpired`; one
/// that cannot be reached is `ServiceUnavailable`.
public interface SessionRelay {
  /// Opens a session by its secret; that works once.
  ClaimedSession claim(SessionId session, Secret secret);

  /// The sessions that ask this very owner and that nobody has opened, oldest first.
  List<SessionId> waiting();

  /// Opens one of those, with this server's signature instead of the secret; the relay gives a new
  /// secret for the answer.
  ClaimedSession claimWaiting(SessionId session);

  /// Done already with the same grant is done.
  void approve(SessionId session, Secret secret, SessionGrant grant);

  /// Done already is done.
  void deny(SessionId session, Secret secret, Optional<String> reason);
}
