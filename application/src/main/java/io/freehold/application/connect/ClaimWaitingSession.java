package io.freehold.application.connect;

import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.Sessions;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.SecretHash;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Secret;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Opens a session that asks a certain owner, for that owner or for a server the owner registered.
/// They have no secret, so they are given a new one; the one in the deep link is good for nothing
/// any more. To everybody else there is no such session.
public final class ClaimWaitingSession {
  private final Sessions sessions;
  private final SessionSteps steps;
  private final ServerRegistry servers;
  private final InstantSource clock;
  private final RandomGenerator random;

  public ClaimWaitingSession(
      Sessions sessions,
      Consumer<SessionId> news,
      ServerRegistry servers,
      InstantSource clock,
      RandomGenerator random) {
    this.sessions = sessions;
    this.steps = new SessionSteps(sessions, news);
    this.servers = servers;
    this.clock = clock;
    this.random = random;
  }

  /// @param spending uses the request up, once the session is the signer's to open
  public ClaimedSession claim(SessionId id, Address signer, Runnable spending) {
    var _ = asking(signer, id);
    spending.run();
    Secret secret = SessionText.secret(random);
    Session session =
        steps.step(
            () -> asking(signer, id),
            it -> it.claimed(clock.instant(), SecretHash.of(secret)),
            _ -> Optional.empty());
    return new ClaimedSession(id, secret, session.request(), session.expiresAt());
  }

  private Session asking(Address signer, SessionId id) {
    return sessions
        .find(id)
        .filter(session ->
            session.request().owner().filter(owner -> mayActFor(signer, owner)).isPresent())
        .orElseThrow(() -> new Problem.SessionNotFound().asException());
  }

  private boolean mayActFor(Address signer, Address owner) {
    return signer.equals(owner) || servers.isRegistered(signer, owner);
  }
}
