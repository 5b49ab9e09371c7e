package io.freehold.application.testing;

import io.freehold.application.port.SessionRelay;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.connect.SessionState.Approved;
import io.freehold.domain.connect.SessionState.Claimed;
import io.freehold.domain.connect.SessionState.Denied;
import io.freehold.domain.connect.SessionState.Pending;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A relay with both sides: a test opens sessions as a builder, the server under test answers them.
public final class InMemorySessionRelay implements SessionRelay {
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
  private final Address owner;
  private final InstantSource clock;

  private static final class Session {
    private final SessionRequest request;
    private final Instant expiresAt;
    private String secret;
    private SessionState state = new Pending();

    private Session(SessionRequest request, Instant expiresAt, String secret) {
      this.request = request;
      this.expiresAt = expiresAt;
      this.secret = secret;
    }
  }

  /// @param owner whose server speaks through this port
  public InMemorySessionRelay(Address owner, InstantSource clock) {
    this.owner = owner;
    this.clock = clock;
  }

  /// For the owner of the cast, at the moment of the cast.
  public InMemorySessionRelay() {
    this(Cast.OWNER, Cast.CLOCK);
  }

  /// What a builder does.
  public synchronized DeepLink open(SessionRequest request) {
    var id = new SessionId("session-" + (sessions.size() + 1));
    String secret = "secret-of-the-link-" + id;
    sessions.put(id, new Session(request, clock.instant().plus(LIFETIME), secret));
    return new DeepLink(id, new Secret(secret));
  }

  /// What a poll says.
  public synchronized SessionState stateOf(SessionId id) {
    return known(id).state;
  }

  @Override
  public synchronized ClaimedSession claim(SessionId id, Secret secret) {
    return claimed(id, withSecret(id, secret));
  }

  @Override
  public synchronized List<SessionId> waiting() {
    return sessions.entrySet().stream()
        .filter(entry -> waits(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean waits(Session session) {
    return session.state.equals(new Pending())
        && session.request.owner().equals(Optional.of(owner))
        && !isOver(session);
  }

  @Override
  public synchronized ClaimedSession claimWaiting(SessionId id) {
    Session session = known(id);
    if (!session.request.owner().equals(Optional.of(owner))) {
      throw new Problem.SessionNotFound().asException();
    }
    ClaimedSession claimed = claimed(id, session);
    session.secret = "secret-of-the-owner-" + id;
    return new ClaimedSession(
        id, new Secret(session.secret), claimed.request(), claimed.expiresAt());
  }

  @Override
  public synchronized void approve(SessionId id, Secret secret, SessionGrant grant) {
    Session session = withSecret(id, secret);
    if (session.state.equals(new Approved(grant))) {
      return;
    }
    mustBeClaimed(session);
    if (!session.request.covers(grant.scopes())) {
      throw Problem.malformed(Problem.Subject.BODY, "scopes were not all asked for").asException();
    }
    session.state = new Approved(grant);
  }

  @Override
  public synchronized void deny(SessionId id, Secret secret, Optional<String> reason) {
    Session session = withSecret(id, secret);
    if (!(session.state instanceof Denied)) {
      mustBeClaimed(session);
      session.state = new Denied(reason);
    }
  }

  private ClaimedSession claimed(SessionId id, Session session) {
    mustBeOpen(session);
    if (!session.state.equals(new Pending())) {
      throw conflict(session);
    }
    session.state = new Claimed();
    return new ClaimedSession(id, new Secret(session.secret), session.request, session.expiresAt);
  }

  private void mustBeClaimed(Session session) {
    mustBeOpen(session);
    if (!session.state.equals(new Claimed())) {
      throw conflict(session);
    }
  }

  private void mustBeOpen(Session session) {
    boolean isAnswered = session.state instanceof Approved || session.state instanceof Denied;
    if (!isAnswered && isOver(session)) {
      throw new Problem.SessionExpired().asException();
    }
  }

  private boolean isOver(Session session) {
    return !clock.instant().isBefore(session.expiresAt);
  }

  private static RuntimeException conflict(Session session) {
    return new Problem.SessionConflict(
            switch (session.state) {
              case Pending() -> "pending";
              case Claimed() -> "claimed";
              case Approved _ -> "approved";
              case Denied _ -> "denied";
            })
        .asException();
  }

  private Session withSecret(SessionId id, Secret secret) {
    Session session = known(id);
    if (!session.secret.equals(secret.reveal())) {
      throw new Problem.WrongSessionSecret().asException();
    }
    return session;
  }

  private Session known(SessionId id) {
    return Optional.ofNullable(sessions.get(id))
        .orElseThrow(() -> new Problem.SessionNotFound().asException());
  }
}
