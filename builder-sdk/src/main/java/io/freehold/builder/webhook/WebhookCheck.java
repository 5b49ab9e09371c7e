package io.freehold.builder.webhook;

/// What is to be thought of a request that says it is a webhook.
///
/// ```java
/// int status =
///     switch (verifier.check(headers::getFirst, body)) {
///       case WebhookCheck.Genuine(WebhookEvent told) -> {
///         log("take " + told.id());
///         yield 200;
///       }
///       case WebhookCheck.Repeated _ -> 200; // taken already: the relay may stop telling
///       case WebhookCheck.Refused(var reason, var message) -> {
///         log(reason + ": " + message);
///         yield 400;
///       }
///     };
/// ```
public sealed interface WebhookCheck {
  /// The relay told it, just now, for the first time.
  record Genuine(WebhookEvent event) implements WebhookCheck {}

  /// The relay told it, and it was taken before.
  record Repeated(String id) implements WebhookCheck {}

  /// Somebody else sent it, or somebody changed it, or it is old.
  ///
  /// @param message for a developer
  record Refused(Reason reason, String message) implements WebhookCheck {}

  /// What is wrong with it.
  enum Reason {
    /// A header is missing or is not what it should be.
    HEADERS,
    /// The time in the headers is not now: an old request sent again, or a clock that is wrong.
    TIME,
    /// The signature is not the relay's, or not over these bytes.
    SIGNATURE,
    /// The relay signed it, and it is meant for another builder.
    RECIPIENT,
    /// The relay signed it, and it is no event.
    BODY
  }
}
