package io.freehold.adapters.http.connect;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.HttpAdapter.RelayRole;
import io.freehold.adapters.http.Reply;
import io.freehold.adapters.http.Waiting;
import io.freehold.adapters.http.auth.Proof;
import io.freehold.adapters.http.auth.RelayAuthentication;
import io.freehold.application.Limits;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.ProblemException;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Secret;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The session relay (§4.5).
final class RelayEndpoints {
  private final RelayRole role;
  private final RelayAuthentication authentication;
  private final KnownSigners known;
  private final String version;
  private final Duration waitMax;
  private final InstantSource clock;

  RelayEndpoints(
      RelayRole role,
      RelayAuthentication authentication,
      KnownSigners known,
      String version,
      Limits limits,
      InstantSource clock) {
    this.role = role;
    this.authentication = authentication;
    this.known = known;
    this.version = version;
    this.waitMax = shorter(limits.pollWaitMax(), limits.idleTimeout().dividedBy(2));
    this.clock = clock;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  Reply init(Call call) {
    var request = new SessionBody(call.json()).request(role.allowsLoopback());
    var started = role.startSession().start(call.signer(), request, spending(call, call.signer()));
    known.add(call.signer());
    return Reply.json(200, SessionJson.started(started));
  }

  private Runnable spending(Call call, Address signer) {
    return () ->
        role.spendRequest()
            .spend(signer, authentication.signed(call.head()), call.head().received());
  }

  Reply poll(Call call) {
    SessionId id = session(call);
    Session session = role.pollSession().poll(id);
    Optional<Duration> wait =
        PreferredWait.of(call.head().headers("Prefer")).map(asked -> shorter(asked, waitMax));
    if (wait.isPresent() && session.isOpen()) {
      return Reply.later(waiting(session, wait.get()));
    }
    return applied(polled(session), wait);
  }

  /// News are another status. That the session's time is over is the last of them.
  private Waiting waiting(Session session, Duration wait) {
    Duration left = Duration.between(clock.instant(), session.expiresAt());
    return new Waiting(
        session.id().value(),
        shorter(wait, left),
        () -> hasChanged(session),
        () -> applied(polled(role.pollSession().poll(session.id())), Optional.of(wait)));
  }

  private boolean hasChanged(Session session) {
    try {
      return !role.pollSession().poll(session.id()).state().equals(session.state());
    } catch (ProblemException e) {
      return true;
    }
  }

  private Reply polled(Session session) {
    return Reply.json(200, SessionJson.polled(session, clock.instant()));
  }

  private static Reply applied(Reply reply, Optional<Duration> wait) {
    return wait.map(it -> reply.with("Preference-Applied", "wait=" + it.toSeconds())).orElse(reply);
  }

  /// By the secret of the deep link; or signed by the side of the owner whom the session asks, who
  /// is given a secret for the answer.
  Reply claim(Call call) {
    var body = new SessionBody(call.json());
    SessionId id = body.session();
    Optional<Secret> secret = body.secretIfAny();
    if (secret.isPresent()) {
      return Reply.json(200, SessionJson.claimed(role.claimSession().claim(id, secret.get())));
    }
    Address signer = signer(call);
    ClaimedSession claimed = role.claimWaitingSession().claim(id, signer, spending(call, signer));
    return Reply.json(200, SessionJson.claimed(claimed).put("secret", claimed.secret().reveal()));
  }

  private Address signer(Call call) {
    Proof proof = authentication.prove(call.head());
    proof.mustCover(call.body());
    return proof.signer().orElseThrow(() -> new IllegalStateException("nobody was proved"));
  }

  Reply approve(Call call) {
    var body = new SessionBody(call.json());
    Secret secret = body.secret();
    role.approveSession().approve(session(call), secret, body.approval());
    return Reply.json(200, new JsonObject().put("status", "success"));
  }

  Reply deny(Call call) {
    var body = new SessionBody(call.json());
    Secret secret = body.secret();
    role.denySession().deny(session(call), secret, body.reason());
    return Reply.json(200, new JsonObject().put("status", "denied"));
  }

  Reply waiting(Call call) {
    Address owner = call.query("owner", Subject.PARAMETER, Address::new).orElseGet(call::signer);
    List<SessionId> waiting = role.listWaitingSessions().list(call.signer(), owner);
    if (!call.signer().equals(owner)) {
      known.add(call.signer());
    }
    return Reply.json(200, SessionJson.waiting(waiting));
  }

  Reply health(Call call) {
    return Reply.json(
        200,
        new JsonObject()
            .put("status", "healthy")
            .put("role", "relay")
            .put("version", version)
            .put("identity", new JsonObject().put("address", role.self().value())));
  }

  /// What cannot be the id of a session is the id of none.
  private static SessionId session(Call call) {
    String text = call.path("id", Subject.PATH, it -> it);
    try {
      return new SessionId(text);
    } catch (IllegalArgumentException e) {
      throw new Problem.SessionNotFound().asException(e);
    }
  }
}
