package io.freehold.builder.connect;

import io.freehold.builder.json.Json;
import java.util.Locale;

/// How a session stands (§4.5).
///
/// ```java
/// switch (client.sessions().check(session.id())) {
///   case SessionState.Pending _ -> log("nobody has opened the link yet");
///   case SessionState.Claimed _ -> log("the person is looking at it");
///   case Outcome outcome -> log("it is decided: " + outcome);
/// }
/// ```
public sealed interface SessionState permits SessionState.Pending, SessionState.Claimed, Outcome {
  /// Nobody has opened the deep link yet.
  record Pending() implements SessionState {}

  /// The person's software has it, and the person has not answered.
  record Claimed() implements SessionState {}

  static SessionState read(Json json) {
    String status = json.required("status", text -> text.toLowerCase(Locale.ROOT));
    return switch (status) {
      case "pending" -> new Pending();
      case "claimed" -> new Claimed();
      case "approved" ->
          new Outcome.Approved(
              ApprovedGrant.read(
                  json.find("grant")
                      .orElseThrow(() ->
                          new IllegalArgumentException("it is approved, and there is no grant"))));
      case "denied" -> new Outcome.Denied(json.text("reason"));
      case "expired" -> new Outcome.Expired();
      default -> throw new IllegalArgumentException("a session is not in the state " + status);
    };
  }
}
