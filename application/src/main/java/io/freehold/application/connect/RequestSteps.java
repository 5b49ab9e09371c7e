package io.freehold.application.connect;

import io.freehold.application.port.ConnectRequests;
import io.freehold.application.port.SessionRelay;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.connect.AutoApproval;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.Relay;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.VerifiedApp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Takes a request from the state it is in as far as it goes without its owner. Each step can be
/// done twice, and its outcome is on disk before the next begins: whoever comes after a crash goes
/// on where it stands.
public final class RequestSteps {
  /// What an application is told that could not show who it is; the owner reads the reason.
  private static final String NOT_VERIFIED = "The application could not be verified";

  private static final String NOT_GRANTED = "The grant could not be made";

  private final ConnectRequests requests;
  private final Recognition recognition;
  private final Agreement agreement;
  private final Sheets sheets;
  private final Granting granting;
  private final CurrentGrants currentGrants;
  private final SessionRelay relay;
  private final Address server;
  private final InstantSource clock;

  /// What the steps are taken with.
  public record Parts(
      ConnectRequests requests,
      Recognition recognition,
      Agreement agreement,
      Sheets sheets,
      Granting granting,
      CurrentGrants currentGrants,
      SessionRelay relay) {}

  /// @param server the address of this server, which the builder will find it by
  public RequestSteps(Parts parts, Address server, InstantSource clock) {
    this.requests = parts.requests();
    this.recognition = parts.recognition();
    this.agreement = parts.agreement();
    this.sheets = parts.sheets();
    this.granting = parts.granting();
    this.currentGrants = parts.currentGrants();
    this.relay = parts.relay();
    this.server = server;
    this.clock = clock;
  }

  /// The request where it stops: at the owner's turn, at its end, or where something cannot be
  /// reached now.
  ConnectRequest advance(ConnectRequest request, Address owner) {
    ConnectRequest current = request;
    while (true) {
      Optional<ConnectRequest> next = attempt(current, owner);
      if (next.isEmpty()) {
        return current;
      }
      if (!requests.change(current, next.get())) {
        return requests.find(request.id()).orElse(current);
      }
      current = next.get();
    }
  }

  /// Empty where there is nothing to do, or nothing can be done now.
  private Optional<ConnectRequest> attempt(ConnectRequest request, Address owner) {
    try {
      return switch (request.state()) {
        case State.Received _ -> Optional.of(recognised(request, owner));
        case State.Waiting _ ->
            request.isExpiredAt(clock.instant())
                ? Optional.of(request.in(new State.Expired()))
                : Optional.empty();
        case State.Agreed(var consent) -> Optional.of(granted(request, consent, owner));
        case State.Granted granted -> Optional.of(told(request, granted, owner));
        case State.Denied denied -> told(request, denied);
        case State.Failed failed -> told(request, failed);
        case State.Approved _, State.Expired _ -> Optional.empty();
      };
    } catch (ProblemException e) {
      if (isPassing(e.problem())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isPassing(Problem problem) {
    return problem instanceof Problem.ServiceUnavailable
        || problem instanceof Problem.RateLimited
        || problem instanceof Problem.DiskFull;
  }

  private ConnectRequest recognised(ConnectRequest request, Address owner) {
    Instant now = clock.instant();
    if (request.isExpiredAt(now)) {
      return request.in(new State.Expired());
    }
    try {
      VerifiedApp app = recognition.appThatAsks(request.asked(), owner);
      ConnectRequest known = request.by(app).in(new State.Waiting());
      return agreement
          .ruleFor(known, app, now)
          .flatMap(rule -> agreed(known, rule, owner, now))
          .map(consent -> known.in(new State.Agreed(consent)))
          .orElse(known);
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem.ManifestRefused(var reason) ->
            request.in(new State.Failed(reason, now, Relay.TO_BE_TOLD));
        default -> throw e;
      };
    }
  }

  private Optional<Consent> agreed(
      ConnectRequest request, AutoApproval rule, Address owner, Instant now) {
    return agreement.by(rule, sheets.of(request, owner), now);
  }

  private ConnectRequest granted(ConnectRequest request, Consent consent, Address owner) {
    try {
      GrantId grant = granting.grant(request, appOf(request), consent, owner);
      return request.in(new State.Granted(consent, grant));
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem passing when isPassing(passing) -> throw e;
        case Problem.ServerNotRegistered _ -> giveBack(request, e);
        default ->
            request.in(
                new State.Failed(
                    "The gateway refused to record the grant", clock.instant(), Relay.TO_BE_TOLD));
      };
    }
  }

  /// The owner registers the server, and answers again.
  private ConnectRequest giveBack(ConnectRequest request, ProblemException because) {
    var _ = requests.change(request, request.in(new State.Waiting()));
    throw because;
  }

  private ConnectRequest told(ConnectRequest request, State.Granted granted, Address owner) {
    Consent consent = granted.consent();
    try {
      relay.approve(
          request.id(),
          request.secret(),
          new SessionGrant(
              granted.grant(), owner, consent.scopes(), consent.expiresAt(), Optional.of(server)));
    } catch (ProblemException e) {
      if (isPassing(e.problem())) {
        throw e;
      }
      return takenBack(request, granted, owner, e.problem());
    }
    consent.replaces().forEach(earlier -> currentGrants.end(owner, earlier));
    return request.in(new State.Approved(consent, granted.grant(), clock.instant()));
  }

  /// A grant that its builder will not hear of is of no use to anybody but a thief.
  private ConnectRequest takenBack(
      ConnectRequest request, State.Granted granted, Address owner, Problem because) {
    currentGrants.end(owner, granted.grant());
    return request.in(
        new State.Failed(
            "%s before the relay could be told; the grant that was made is revoked"
                .formatted(
                    because instanceof Problem.SessionExpired
                        ? "The session expired"
                        : "The session ended"),
            clock.instant(),
            Relay.TOLD));
  }

  private Optional<ConnectRequest> told(ConnectRequest request, State.Denied denied) {
    if (denied.relay() == Relay.TOLD) {
      return Optional.empty();
    }
    deny(request, denied.reason());
    return Optional.of(request.in(new State.Denied(denied.reason(), denied.at(), Relay.TOLD)));
  }

  private Optional<ConnectRequest> told(ConnectRequest request, State.Failed failed) {
    if (failed.relay() == Relay.TOLD) {
      return Optional.empty();
    }
    deny(request, Optional.of(request.app().isEmpty() ? NOT_VERIFIED : NOT_GRANTED));
    return Optional.of(request.in(new State.Failed(failed.reason(), failed.at(), Relay.TOLD)));
  }

  /// A session that is over at the relay needs no answer.
  private void deny(ConnectRequest request, Optional<String> reason) {
    try {
      relay.deny(request.id(), request.secret(), reason);
    } catch (ProblemException e) {
      if (isPassing(e.problem()) && !request.isExpiredAt(clock.instant())) {
        throw e;
      }
    }
  }

  private static VerifiedApp appOf(ConnectRequest request) {
    return request
        .app()
        .orElseThrow(() -> new IllegalStateException("nobody can agree before an app is verified"));
  }
}
