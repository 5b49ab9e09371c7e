package io.freehold.adapters.chain.connect;

import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Cause;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.connect.ShownText;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// What a relay's refusal means here. The relays of others name some of their codes otherwise; then
/// the status tells.
final class RelayRefusal {
  private static final int MESSAGE_CHARACTERS_MAX = 200;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private RelayRefusal() {}

  /// @param body its JSON, `{error: {code, errorCode, message, details?}}`
  /// @param self who signed the call
  static Problem of(int status, JsonNode body, Address self) {
    JsonNode error = body.path("error");
    return switch (error.path("errorCode").asString("")) {
      case "SESSION_NOT_FOUND" -> new Problem.SessionNotFound();
      case "INVALID_CLAIM_SECRET" -> new Problem.WrongSessionSecret();
      case "INVALID_SESSION_STATE" -> new Problem.SessionConflict(stateIn(error));
      case "SESSION_EXPIRED" -> new Problem.SessionExpired();
      default -> byStatus(status, error, self);
    };
  }

  private static Problem byStatus(int status, JsonNode error, Address self) {
    return switch (status) {
      case 400, 413, 422 -> Problem.malformed(Subject.BODY, "The relay says: " + message(error));
      case 403 -> new Problem.ServerNotRegistered(self);
      case 404 -> new Problem.SessionNotFound();
      case 409 -> new Problem.SessionConflict(stateIn(error));
      case 410 -> new Problem.SessionExpired();
      default -> unavailable("the relay answered " + status + ": " + message(error));
    };
  }

  static Problem unavailable(String reason) {
    return new Problem.ServiceUnavailable(Cause.RELAY, reason, RETRY_AFTER);
  }

  private static String stateIn(JsonNode error) {
    return shown(error.path("details").path("status").asString("another"));
  }

  private static String message(JsonNode error) {
    return shown(error.path("message").asString("no reason"));
  }

  private static String shown(String text) {
    return ShownText.of(text, MESSAGE_CHARACTERS_MAX).text();
  }
}
