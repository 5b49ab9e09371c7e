package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.WebhookEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The sessions that the relay keeps (§4.5). What a method returned from is on disk.
public interface Sessions {
  /// Keeps a new session. Where as many are open as may be, in all or of its builder, it is refused
  /// as `TooManySessions`. Open are those that wait for an answer and whose time is not over.
  void add(Session session, int openMax, int openOfOneBuilderMax);

  Optional<Session> find(SessionId id);

  /// Puts a session in the place of the one it was, with what is to be told of that; all of it or
  /// nothing. False, with nothing changed, when the one it was is no longer there: of many who ask
  /// at once one succeeds. The grant of an approved session with something to tell is watched from
  /// then on, see `GrantWatches`.
  boolean replace(Session before, Session after, Optional<WebhookEvent> event);

  /// Those that ask this owner, that nobody has opened and whose time is not over, oldest first.
  List<SessionId> waitingFor(Address owner, Instant now, int max);

  /// Forgets the sessions that expired before this moment, answered or not; returns how many.
  int sweep(Instant expiredBefore);
}
