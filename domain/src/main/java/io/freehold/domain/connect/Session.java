package io.freehold.domain.connect;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import java.time.Instant;
import java.util.Optional;

/// A connect session as the relay keeps it (§4.5): pending, claimed, then approved or denied; over
/// when its time is. Each step gives the next session, or refuses.
///
/// @param secret of whoever may answer
/// @param expiresAt the first instant at which it can no longer be answered
public record Session(
    SessionId id,
    SessionRequest request,
    SessionState state,
    SecretHash secret,
    Instant createdAt,
    Instant expiresAt) {

  public static final String EXPIRED = "expired";

  /// Where it stands, as a poll says it.
  public String statusAt(Instant now) {
    return isExpiredAt(now) ? EXPIRED : status();
  }

  private String status() {
    return switch (state) {
      case SessionState.Pending _ -> "pending";
      case SessionState.Claimed _ -> "claimed";
      case SessionState.Approved _ -> "approved";
      case SessionState.Denied _ -> "denied";
    };
  }

  /// Whether nobody answered it in time.
  public boolean isExpiredAt(Instant now) {
    return isOpen() && !now.isBefore(expiresAt);
  }

  /// Whether it waits for an answer, or waited until its time was over.
  public boolean isOpen() {
    return state instanceof SessionState.Pending || state instanceof SessionState.Claimed;
  }

  /// Opened by its owner's side, which works once.
  public Session claimed(Instant now) {
    mustNotBeOver(now);
    if (!(state instanceof SessionState.Pending)) {
      throw conflict();
    }
    return in(new SessionState.Claimed());
  }

  /// Opened without its secret, by somebody who is known to be of its owner's side; what the answer
  /// takes from here on is another secret.
  public Session claimed(Instant now, SecretHash instead) {
    Session opened = claimed(now);
    return new Session(id, request, opened.state, instead, createdAt, expiresAt);
  }

  /// The same grant once more changes nothing.
  public Session approved(SessionGrant grant, Instant now) {
    if (state instanceof SessionState.Approved(var before) && isSame(before, grant)) {
      return this;
    }
    mustNotBeOver(now);
    if (!(state instanceof SessionState.Claimed)) {
      throw conflict();
    }
    mustBeWhatWasAsked(grant);
    return in(new SessionState.Approved(grant));
  }

  /// When a grant ends may have been looked up, so that two answers for one grant differ in it.
  private static boolean isSame(SessionGrant one, SessionGrant other) {
    return one.grant().equals(other.grant())
        && one.owner().equals(other.owner())
        && one.scopes().equals(other.scopes())
        && one.server().equals(other.server());
  }

  private void mustBeWhatWasAsked(SessionGrant grant) {
    if (!request.covers(grant.scopes())) {
      throw Problem.malformed(
              Subject.BODY,
              "scopes: approve at least one scope, and none beyond" + " those the session asks for")
          .asException();
    }
    if (request.owner().filter(asked -> !asked.equals(grant.owner())).isPresent()) {
      throw Problem.malformed(Subject.BODY, "userAddress: the session asks another owner")
          .asException();
    }
  }

  /// Done already is done. Who sees what a session asks without opening it may say no as well.
  public Session denied(Optional<String> reason, Instant now) {
    if (state instanceof SessionState.Denied) {
      return this;
    }
    mustNotBeOver(now);
    if (!isOpen()) {
      throw conflict();
    }
    return in(new SessionState.Denied(reason));
  }

  public void mustNotBeOver(Instant now) {
    if (isExpiredAt(now)) {
      throw new Problem.SessionExpired().asException();
    }
  }

  private RuntimeException conflict() {
    return new Problem.SessionConflict(status()).asException();
  }

  private Session in(SessionState next) {
    return new Session(id, request, next, secret, createdAt, expiresAt);
  }
}
