package io.freehold.application.connect;

import static io.freehold.domain.Problem.AuthFailure.INVALID_SIGNATURE;
import static io.freehold.domain.Problem.AuthFailure.UNREGISTERED_BUILDER;

import io.freehold.application.Limits;
import io.freehold.application.port.Builders;
import io.freehold.application.port.Sessions;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SecretHash;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.identity.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Begins a session for a registered builder (§4.5). The secret is told this once, within the deep
/// link, and kept as a hash.
public final class StartSession {
  private final Sessions sessions;
  private final Builders builders;
  private final Limits limits;
  private final InstantSource clock;
  private final RandomGenerator random;

  public StartSession(
      Sessions sessions,
      Builders builders,
      Limits limits,
      InstantSource clock,
      RandomGenerator random) {
    this.sessions = sessions;
    this.builders = builders;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
  }

  /// A session that waits.
  public record Started(DeepLink deepLink, Instant expiresAt) {
    public SessionId session() {
      return deepLink.session();
    }
  }

  /// @param signer of the request
  /// @param spending uses the request up, once it is a builder's
  public Started start(Address signer, SessionRequest request, Runnable spending) {
    mustBeTheBuilder(signer, request);
    mustBeRegistered(signer);
    spending.run();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Secret secret = SessionText.secret(random);
    var session =
        new Session(
            SessionText.id(random),
            request,
            new SessionState.Pending(),
            SecretHash.of(secret),
            now,
            now.plus(limits.sessionLifetime()));
    sessions.add(session, limits.sessionsMax(), limits.sessionsPerBuilderMax());
    return new Started(new DeepLink(session.id(), secret), session.expiresAt());
  }

  private static void mustBeTheBuilder(Address signer, SessionRequest request) {
    if (!signer.equals(request.builder())) {
      throw new Problem.Unauthorized(
              INVALID_SIGNATURE,
              "granteeAddress is not the address that signed the request",
              Map.of("expected", request.builder().value(), "actual", signer.value()))
          .asException();
    }
  }

  private void mustBeRegistered(Address signer) {
    if (builders.find(signer).isEmpty()) {
      throw new Problem.Unauthorized(
              UNREGISTERED_BUILDER,
              "granteeAddress is not a registered builder; register it at the gateway first",
              Map.of("signer", signer.value()))
          .asException();
    }
  }
}
