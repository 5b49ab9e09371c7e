package io.freehold.application.connect;

import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.Sessions;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.SessionId;
import java.time.InstantSource;
import java.util.List;

/// Tells an owner, or a server the owner registered, which sessions ask for that owner's data.
public final class ListWaitingSessions {
  private static final int LISTED_MAX = 100;

  private final Sessions sessions;
  private final ServerRegistry servers;
  private final InstantSource clock;

  public ListWaitingSessions(Sessions sessions, ServerRegistry servers, InstantSource clock) {
    this.sessions = sessions;
    this.servers = servers;
    this.clock = clock;
  }

  public List<SessionId> list(Address signer, Address owner) {
    if (!signer.equals(owner) && !servers.isRegistered(signer, owner)) {
      throw new Problem.SignerNotAllowed(signer, owner).asException();
    }
    return sessions.waitingFor(owner, clock.instant(), LISTED_MAX);
  }
}
