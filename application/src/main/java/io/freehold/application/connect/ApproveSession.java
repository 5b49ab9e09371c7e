package io.freehold.application.connect;

import io.freehold.application.port.Grants;
import io.freehold.application.port.Sessions;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.ProblemException;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookEvent.Type;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Gives the builder of a session its grant (§4.5). The same answer once more is fine: whoever was
/// cut off before it heard may repeat it.
public final class ApproveSession {
  private final SessionSteps steps;
  private final Grants grants;
  private final InstantSource clock;

  public ApproveSession(
      Sessions sessions, Consumer<SessionId> news, Grants grants, InstantSource clock) {
    this.steps = new SessionSteps(sessions, news);
    this.grants = grants;
    this.clock = clock;
  }

  /// What the owner's side says.
  ///
  /// @param expiresAt of the grant, which not every client says; `Instant.MAX` for never
  public record Approval(
      GrantId grant,
      Address owner,
      List<ScopePattern> scopes,
      Optional<Instant> expiresAt,
      Optional<Address> server) {
    public Approval {
      scopes = List.copyOf(scopes);
    }
  }

  public void approve(SessionId id, Secret secret, Approval approval) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var _ =
        steps.step(
            id, secret, session -> session.approved(grant(approval), now), it -> event(it, now));
  }

  private SessionGrant grant(Approval approval) {
    return new SessionGrant(
        approval.grant(),
        approval.owner(),
        approval.scopes(),
        approval.expiresAt().orElseGet(() -> expiryOf(approval.grant())),
        approval.server());
  }

  /// As the gateway knows it. One that cannot say does not keep a builder from its grant: whoever
  /// reads with it learns its end anyway.
  private Instant expiryOf(GrantId grant) {
    try {
      return grants.find(grant).map(found -> found.terms().expiresAt()).orElse(Instant.MAX);
    } catch (ProblemException e) {
      return Instant.MAX;
    }
  }

  private static Optional<WebhookEvent> event(Session session, Instant now) {
    return session.state() instanceof SessionState.Approved(var grant)
        ? session
            .request()
            .webhookUrl()
            .map(_ ->
                WebhookEvent.of(
                    Type.GRANT_APPROVED,
                    session.id(),
                    session.request(),
                    Optional.of(grant),
                    Optional.empty(),
                    now))
        : Optional.empty();
  }
}
