package io.freehold.builder.http;

import io.freehold.builder.failure.Answer;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes a refusal, in any of the three shapes that servers of the protocol use, a `Failure`. The
/// word says more than the number, because servers of the first generation answer 403 to most.
final class Refusals {
  private static final int TEXT_MAX = 300;
  private static final int DETAILS_MAX = 20;

  private Refusals() {}

  static Failure of(Response response) {
    Answer answer = answer(response);
    return switch (answer.errorCode()) {
      case "GRANT_REVOKED" -> new Failure.GrantRevoked(answer);
      case "GRANT_EXPIRED" -> new Failure.GrantExpired(answer);
      case "SCOPE_MISMATCH" -> new Failure.ScopeNotGranted(answer);
      case "GRANT_REQUIRED", "GRANT_OWNER_MISMATCH", "GRANT_INVALID" ->
          new Failure.GrantRequired(answer);
      case "UNREGISTERED_BUILDER", "BUILDER_NOT_REGISTERED" -> new Failure.NotRegistered(answer);
      case "SESSION_EXPIRED" -> new Failure.SessionExpired(answer);
      case "INVALID_SESSION_STATE" -> new Failure.WrongState(answer);
      case "SESSION_NOT_FOUND", "GRANT_NOT_FOUND" -> new Failure.NotFound(answer);
      default -> byStatus(answer);
    };
  }

  private static Failure byStatus(Answer answer) {
    return switch (answer.code()) {
      case 400, 405, 414, 415, 422 -> new Failure.Malformed(answer);
      case 401 -> new Failure.Unauthorized(answer);
      case 403 -> new Failure.Forbidden(answer);
      case 404 -> new Failure.NotFound(answer);
      case 409 -> new Failure.WrongState(answer);
      case 410 -> new Failure.GrantRevoked(answer);
      case 411 -> new Failure.GrantExpired(answer);
      case 412 -> new Failure.ScopeNotGranted(answer);
      case 413 -> new Failure.TooLarge(answer);
      case 429 -> new Failure.RateLimited(answer);
      case 420, 421, 440, 500, 502, 503, 504 -> new Failure.Unavailable(answer);
      default -> new Failure.Other(answer);
    };
  }

  private static Answer answer(Response response) {
    Json body = body(response.body());
    Json error = body.find("error").orElse(Json.Word.NULL);
    String fallback = "the server answered " + response.status();
    return error instanceof Json.Text(var text)
        ? new Answer(
            response.status(),
            text.matches("[A-Z][A-Z0-9_]*") ? text : "HTTP_" + response.status(),
            shortened(body.text("message").orElse(text)),
            Map.of(),
            retryAfter(response),
            Optional.empty())
        : new Answer(
            response.status(),
            shortened(error.text("errorCode").orElse("HTTP_" + response.status())),
            shortened(error.text("message").orElse(fallback)),
            details(error),
            retryAfter(response),
            error.text("requestId").map(Refusals::shortened));
  }

  private static Json body(byte[] body) {
    try {
      return Json.parse(body);
    } catch (IllegalArgumentException _) {
      return Json.Word.NULL;
    }
  }

  private static Map<String, String> details(Json error) {
    var details = new LinkedHashMap<String, String>();
    if (error.find("details").orElse(Json.Word.NULL) instanceof Json.Members(var members)) {
      members.entrySet().stream()
          .limit(DETAILS_MAX)
          .forEach(member ->
              details.put(
                  shortened(member.getKey()),
                  shortened(
                      member.getValue() instanceof Json.Text(var text)
                          ? text
                          : member.getValue().text())));
    }
    return details;
  }

  private static Optional<Duration> retryAfter(Response response) {
    return response
        .header("Retry-After")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static String shortened(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "...";
  }
}
