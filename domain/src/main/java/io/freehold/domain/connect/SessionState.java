package io.freehold.domain.connect;

import java.util.Optional;

/// How far a session has come (§4.5). That it expired is told by its time.
public sealed interface SessionState {

  /// Nobody has opened it.
  record Pending() implements SessionState {}

  /// The owner's side has opened it, once and for all.
  record Claimed() implements SessionState {}

  record Approved(SessionGrant grant) implements SessionState {}

  /// @param reason in the owner's words
  record Denied(Optional<String> reason) implements SessionState {}
}
