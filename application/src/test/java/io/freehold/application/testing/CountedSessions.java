package io.freehold.application.testing;

import io.freehold.application.port.Sessions;
import io.freehold.domain.Address;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.WebhookEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Sessions that count how often one is looked up.
public final class CountedSessions implements Sessions {
  private final Sessions sessions;
  private final AtomicInteger found = new AtomicInteger();

  public CountedSessions(Sessions sessions) {
    this.sessions = sessions;
  }

  public int found() {
    return found.get();
  }

  @Override
  public void add(Session session, int openMax, int openOfOneBuilderMax) {
    sessions.add(session, openMax, openOfOneBuilderMax);
  }

  @Override
  public Optional<Session> find(SessionId id) {
    found.incrementAndGet();
    return sessions.find(id);
  }

  @Override
  public boolean replace(Session before, Session after, Optional<WebhookEvent> event) {
    return sessions.replace(before, after, event);
  }

  @Override
  public List<SessionId> waitingFor(Address owner, Instant now, int max) {
    return sessions.waitingFor(owner, now, max);
  }

  @Override
  public int sweep(Instant expiredBefore) {
    return sessions.sweep(expiredBefore);
  }
}
