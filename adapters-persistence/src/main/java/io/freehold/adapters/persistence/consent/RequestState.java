package io.freehold.adapters.persistence.consent;

import io.freehold.domain.GrantId;
import io.freehold.domain.connect.ConnectRequest.Relay;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.Consent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The columns `state`, `consent`, `grant_id`, `reason` and `ended_at` together.
///
/// @param name tells a denied or failed request of which the relay knows from one of which it does
///   not
record RequestState(
    String name,
    Optional<String> consent,
    Optional<String> grant,
    Optional<String> reason,
    Optional<String> endedAt) {

  static RequestState of(State state) {
    return switch (state) {
      case State.Received() -> named("received");
      case State.Waiting() -> named("waiting");
      case State.Agreed(var consent) -> agreed("agreed", consent, Optional.empty());
      case State.Granted(var consent, var grant) -> agreed("granted", consent, Optional.of(grant));
      case State.Approved(var consent, var grant, var at) ->
          agreed("approved", consent, Optional.of(grant)).endedAt(at);
      case State.Denied(var reason, var at, var relay) -> ended("denied", reason, at, relay);
      case State.Failed(var reason, var at, var relay) ->
          ended("failed", Optional.of(reason), at, relay);
      case State.Expired() -> named("expired");
    };
  }

  private static RequestState named(String name) {
    return new RequestState(
        name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static RequestState agreed(String name, Consent consent, Optional<GrantId> grant) {
    return new RequestState(
        name,
        Optional.of(ConsentJson.of(consent)),
        grant.map(GrantId::value),
        Optional.empty(),
        Optional.empty());
  }

  private static RequestState ended(String name, Optional<String> reason, Instant at, Relay relay) {
    return new RequestState(
            relay == Relay.TOLD ? name : name + " untold",
            Optional.empty(),
            Optional.empty(),
            reason,
            Optional.empty())
        .endedAt(at);
  }

  private RequestState endedAt(Instant at) {
    return new RequestState(name, consent, grant, reason, Optional.of(at.toString()));
  }

  static State read(ResultSet row) throws SQLException {
    String name = row.getString("state");
    return switch (name) {
      case "received" -> new State.Received();
      case "waiting" -> new State.Waiting();
      case "agreed" -> new State.Agreed(consent(row));
      case "granted" -> new State.Granted(consent(row), grant(row));
      case "approved" -> new State.Approved(consent(row), grant(row), ended(row));
      case "denied" -> new State.Denied(reason(row), ended(row), Relay.TOLD);
      case "denied untold" -> new State.Denied(reason(row), ended(row), Relay.TO_BE_TOLD);
      case "failed" -> new State.Failed(reason(row).orElse(""), ended(row), Relay.TOLD);
      case "failed untold" ->
          new State.Failed(reason(row).orElse(""), ended(row), Relay.TO_BE_TOLD);
      case "expired" -> new State.Expired();
      default -> throw new IllegalStateException("a request in the unknown state " + name);
    };
  }

  private static Consent consent(ResultSet row) throws SQLException {
    return ConsentJson.consent(row.getString("consent"));
  }

  private static GrantId grant(ResultSet row) throws SQLException {
    return new GrantId(row.getString("grant_id"));
  }

  private static Optional<String> reason(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getString("reason"));
  }

  private static Instant ended(ResultSet row) throws SQLException {
    return Instant.parse(row.getString("ended_at"));
  }
}
