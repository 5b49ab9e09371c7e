package io.freehold.application.connect;

import io.freehold.application.port.Sessions;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import java.time.InstantSource;

/// Tells what became of a session (§4.5), to anybody who knows its id.
public final class PollSession {
  private final Sessions sessions;
  private final InstantSource clock;

  public PollSession(Sessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  public Session poll(SessionId id) {
    Session session =
        sessions.find(id).orElseThrow(() -> new Problem.SessionNotFound().asException());
    session.mustNotBeOver(clock.instant());
    return session;
  }
}
