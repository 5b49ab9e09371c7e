package io.freehold.bootstrap.connect;

import io.freehold.adapters.http.HttpAdapter.RelayRole;
import io.freehold.application.connect.ApproveSession.Approval;
import io.freehold.application.port.SessionRelay;
import io.freehold.domain.Address;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The relay role of this very process, without a socket in between.
///
/// @param server whom the owner registered
/// @param owner whose sessions are waited for, as soon as there is one
public record OwnRelay(RelayRole role, Address server, Supplier<Optional<Address>> owner)
    implements SessionRelay {
  @Override
  public ClaimedSession claim(SessionId session, Secret secret) {
    return role.claimSession().claim(session, secret);
  }

  /// Asked as the owner, whose process this is: as the server, a gateway elsewhere would be asked
  /// every few seconds whether it knows it. Opening one of them still takes its word.
  @Override
  public List<SessionId> waiting() {
    return owner
        .get()
        .map(address -> role.listWaitingSessions().list(address, address))
        .orElse(List.of());
  }

  @Override
  public ClaimedSession claimWaiting(SessionId session) {
    return role.claimWaitingSession().claim(session, server, () -> {});
  }

  @Override
  public void approve(SessionId session, Secret secret, SessionGrant grant) {
    role.approveSession()
        .approve(
            session,
            secret,
            new Approval(
                grant.grant(),
                grant.owner(),
                grant.scopes(),
                Optional.of(grant.expiresAt()),
                grant.server()));
  }

  @Override
  public void deny(SessionId session, Secret secret, Optional<String> reason) {
    role.denySession().deny(session, secret, reason);
  }
}
