package io.freehold.builder.connect;

import java.util.Optional;

/// What became of a session (§4.5).
///
/// ```java
/// switch (client.sessions().await(session)) {
///   case Outcome.Approved(ApprovedGrant given) -> remember(given);
///   case Outcome.Denied(Optional<String> reason) -> log("no: " + reason.orElse("no reason given"));
///   case Outcome.Expired _ -> log("nobody answered in time");
/// }
/// ```
public sealed interface Outcome extends SessionState {
  /// The person said yes, to all or to some of it.
  record Approved(ApprovedGrant grant) implements Outcome {}

  /// The person said no.
  ///
  /// @param reason in the person's words: show it as plain text
  record Denied(Optional<String> reason) implements Outcome {}

  /// Nobody answered in time.
  record Expired() implements Outcome {}
}
