package io.freehold.domain.connect;

import io.freehold.domain.GrantId;
import io.freehold.domain.Sha256;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// What an application asks this server's owner, from the opening of its session until it is
/// answered and the relay knows the answer (§6.3).
///
/// @param id of the session, which can be opened once and so asks once
/// @param secret answers for the owner at the relay; empty once nothing is left to be told there
/// @param expiresAt the first instant at which the relay takes no answer any more
/// @param app who asks, once that is verified
public record ConnectRequest(
    SessionId id,
    Secret secret,
    SessionRequest asked,
    Instant receivedAt,
    Instant expiresAt,
    Optional<VerifiedApp> app,
    State state) {
  /// However long a relay keeps a session open, its secret is not kept longer.
  private static final Duration LIFETIME_MAX = Duration.ofDays(1);

  private static final int NONCE_BYTES = 6;
  private static final Secret NOTHING = new Secret("");

  /// How far it has come. Each state is on disk before what follows from it is done, and all that
  /// follows can be done twice: so a crash between two states loses nothing.
  public sealed interface State {
    /// Opened at the relay; who asks is not verified yet.
    record Received() implements State {}

    /// It is the owner's turn.
    record Waiting() implements State {}

    /// It was agreed to; the grant is to be made.
    record Agreed(Consent consent) implements State {}

    /// The grant stands; the relay is to be told, and what it replaces is to end.
    record Granted(Consent consent, GrantId grant) implements State {}

    /// The application knows its grant.
    record Approved(Consent consent, GrantId grant, Instant at) implements State {}

    /// @param reason in the owner's words, for the application
    record Denied(Optional<String> reason, Instant at, Relay relay) implements State {}

    /// It could not be asked, or not be granted.
    ///
    /// @param reason for the owner
    record Failed(String reason, Instant at, Relay relay) implements State {}

    /// Nobody answered in time.
    record Expired() implements State {}
  }

  /// Whether the relay knows the end.
  public enum Relay {
    TO_BE_TOLD,
    TOLD
  }

  public static ConnectRequest received(ClaimedSession session, Instant now) {
    Instant latest = now.plus(LIFETIME_MAX);
    return new ConnectRequest(
        session.id(),
        session.secret(),
        session.request(),
        now,
        session.expiresAt().isBefore(latest) ? session.expiresAt() : latest,
        Optional.empty(),
        new State.Received());
  }

  /// The same request in another state. With nothing left to be told, the secret goes.
  public ConnectRequest in(State next) {
    return new ConnectRequest(
        id, isOver(next) ? NOTHING : secret, asked, receivedAt, expiresAt, app, next);
  }

  public ConnectRequest by(VerifiedApp verified) {
    return new ConnectRequest(
        id, secret, asked, receivedAt, expiresAt, Optional.of(verified), state);
  }

  public boolean isOver() {
    return isOver(state);
  }

  private static boolean isOver(State state) {
    return switch (state) {
      case State.Approved _, State.Expired _ -> true;
      case State.Denied denied -> denied.relay() == Relay.TOLD;
      case State.Failed failed -> failed.relay() == Relay.TOLD;
      case State.Received _, State.Waiting _, State.Agreed _, State.Granted _ -> false;
    };
  }

  public boolean isExpiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /// How it is listed.
  public String status() {
    return switch (state) {
      case State.Received _ -> "received";
      case State.Waiting _ -> "waiting";
      case State.Agreed _, State.Granted _ -> "approving";
      case State.Approved _ -> "approved";
      case State.Denied _ -> "denied";
      case State.Failed _ -> "failed";
      case State.Expired _ -> "expired";
    };
  }

  /// Makes the grant's id its own, and the same however often this request is granted. It fits into
  /// a number of JavaScript.
  public long nonce() {
    byte[] hash = Sha256.of("connect:" + id);
    return HexFormat.fromHexDigitsToLong(HexFormat.of().formatHex(hash, 0, NONCE_BYTES));
  }
}
