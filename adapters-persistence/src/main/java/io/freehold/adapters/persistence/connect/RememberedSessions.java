package io.freehold.adapters.persistence.connect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.application.port.Sessions;
import io.freehold.domain.Address;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.WebhookEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sessions that are polled again and again, from memory. It is right at every moment as long as
/// this process alone writes the database: what a step has changed is forgotten here before the
/// step returns, and a look that began before the step is waited for.
public final class RememberedSessions implements Sessions {
  private static final int BYTES_MAX = 24 << 20;
  private static final int BYTES_BESIDE_TEXTS = 600;
  private static final int BYTES_PER_SCOPE = 120;

  private final StoredSessions sessions;
  private final OpenSessions open = new OpenSessions();
  private final Cache<SessionId, Session> known =
      Caffeine.newBuilder()
          .maximumWeight(BYTES_MAX)
          .weigher(RememberedSessions::bytes)
          .executor(Runnable::run)
          .build();

  public RememberedSessions(StoredSessions sessions) {
    this.sessions = sessions;
  }

  private static int bytes(SessionId id, Session session) {
    return BYTES_BESIDE_TEXTS
        + BYTES_PER_SCOPE * session.request().scopes().size()
        + session.request().webhookUrl().map(String::length).orElse(0)
        + 2 * session.request().appUserId().map(String::length).orElse(0);
  }

  @Override
  public void add(Session session, int openMax, int openOfOneBuilderMax) {
    Address builder = session.request().builder();
    boolean isRoomInAll = open.isRoomInAll(openMax);
    boolean isRoomForTheBuilder = open.isRoomFor(builder, openOfOneBuilderMax);
    if (isRoomInAll && isRoomForTheBuilder) {
      sessions.add(session);
      return;
    }
    sessions.add(session, openMax, openOfOneBuilderMax);
    if (!isRoomInAll) {
      open.counted(sessions.countOpen(session.createdAt()));
    }
    if (!isRoomForTheBuilder) {
      open.counted(builder, sessions.countOpenOf(builder, session.createdAt()));
    }
  }

  @Override
  @SuppressWarnings("NullAway") // Caffeine's way to say that there is nothing to be kept.
  public Optional<Session> find(SessionId id) {
    return Optional.ofNullable(known.get(id, key -> sessions.find(key).orElse(null)));
  }

  @Override
  public boolean replace(Session before, Session after, Optional<WebhookEvent> event) {
    try {
      return sessions.replace(before, after, event);
    } finally {
      known.invalidate(before.id());
    }
  }

  @Override
  public List<SessionId> waitingFor(Address owner, Instant now, int max) {
    return sessions.waitingFor(owner, now, max);
  }

  @Override
  public int sweep(Instant expiredBefore) {
    int swept = sessions.sweep(expiredBefore);
    if (swept > 0) {
      known.invalidateAll();
    }
    return swept;
  }
}
