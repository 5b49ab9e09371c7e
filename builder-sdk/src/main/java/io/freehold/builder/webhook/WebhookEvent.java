package io.freehold.builder.webhook;

import io.freehold.builder.connect.ApprovedGrant;
import io.freehold.builder.connect.SessionId;
import io.freehold.builder.json.Json;
import io.freehold.builder.json.ProtocolTime;
import java.time.Instant;
import java.util.Optional;

/// Something that happened to a session or a grant of this builder, as its relay told it (§4.5).
///
/// ```java
/// switch (event) {
///   case WebhookEvent.GrantApproved approved -> remember(approved.grant());
///   case WebhookEvent.GrantRevoked revoked -> forget(revoked.grant());
///   case WebhookEvent.GrantExpired expired -> forget(expired.grant());
///   case WebhookEvent.SessionDenied denied -> log("no: " + denied.reason().orElse(""));
///   case WebhookEvent.Unknown other -> log("not for us: " + other.type());
/// }
/// ```
public sealed interface WebhookEvent {
  /// What came with it, whatever it is.
  Envelope envelope();

  /// What every event has.
  ///
  /// @param id of the event: the same however often it is told
  /// @param createdAt when it happened
  /// @param session from which it came, if it came from one
  record Envelope(String id, Instant createdAt, Optional<SessionId> session) {
    private static Envelope read(Json json) {
      return new Envelope(
          json.required("id", text -> text),
          json.required("createdAt", ProtocolTime::read),
          json.scalar("sessionId", SessionId::new));
    }
  }

  /// A person said yes.
  record GrantApproved(Envelope envelope, ApprovedGrant grant) implements WebhookEvent {}

  /// A person took a grant back: stop reading under it.
  record GrantRevoked(Envelope envelope, ApprovedGrant grant) implements WebhookEvent {}

  /// A grant's time is over.
  record GrantExpired(Envelope envelope, ApprovedGrant grant) implements WebhookEvent {}

  /// A person said no.
  ///
  /// @param reason in the person's words: show it as plain text
  record SessionDenied(Envelope envelope, Optional<String> reason, Optional<String> appUserId)
      implements WebhookEvent {}

  /// A type of event that this version does not know: acknowledge and ignore it.
  record Unknown(Envelope envelope, String type) implements WebhookEvent {}

  /// The id of the event.
  default String id() {
    return envelope().id();
  }

  static WebhookEvent read(Json json) {
    Envelope envelope = Envelope.read(json);
    String type = json.required("type", text -> text);
    return switch (type) {
      case "grant.approved" -> new GrantApproved(envelope, ApprovedGrant.read(json));
      case "grant.revoked" -> new GrantRevoked(envelope, ApprovedGrant.read(json));
      case "grant.expired" -> new GrantExpired(envelope, ApprovedGrant.read(json));
      case "session.denied" ->
          new SessionDenied(
              envelope,
              json.text("reason"),
              json.scalar("appUserId").or(() -> json.scalar("app_user_id")));
      default -> new Unknown(envelope, type);
    };
  }
}
