package io.freehold.adapters.http.blob;

import io.freehold.adapters.http.Dialect;
import io.freehold.adapters.http.Refusal;
import io.freehold.adapters.http.Reply;
import io.freehold.adapters.http.pace.Allowance;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// How the storage role says no: `{error, message}` with words of its own, and the status codes
/// mean what HTTP says.
public final class BlobDialect implements Dialect {
  private final InstantSource clock;

  public BlobDialect(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Reply refusal(Refusal refusal, String requestId) {
    JsonObject body =
        new JsonObject().put("error", code(refusal)).put("message", refusal.message());
    Optional.ofNullable(refusal.details().get("bytesMax"))
        .ifPresent(max -> body.put("maxBytes", max));
    Optional.ofNullable(refusal.headers().get("Retry-After"))
        .ifPresent(seconds -> body.put("retryAfter", Long.parseLong(seconds)));
    facts(refusal, body);
    return Reply.json(refusal.status(), body.put("requestId", requestId))
        .with(refusal.headers())
        .withReason(refusal.status() == 412 ? "Precondition Failed" : refusal.reason())
        .withOutcome(refusal.errorCode());
  }

  /// What was signed and what was found, where telling helps an honest client; and what leads to
  /// the cause of a bug.
  private static void facts(Refusal refusal, JsonObject body) {
    for (String name : new String[] {"expected", "actual", "incident"}) {
      Object fact = refusal.details().get(name);
      if (fact != null && refusal.status() != 403) {
        body.put(name, fact);
      }
    }
  }

  private static String code(Refusal refusal) {
    return switch (refusal.status()) {
      case 400 -> "BAD_REQUEST";
      case 401 -> refusal.errorCode().equals("MISSING_AUTH") ? "AUTH_REQUIRED" : "AUTH_INVALID";
      case 403 -> "FORBIDDEN";
      case 404 -> "NOT_FOUND";
      case 413 -> "PAYLOAD_TOO_LARGE";
      case 500 -> "INTERNAL_ERROR";
      case 503 -> "SERVICE_UNAVAILABLE";
      default -> refusal.errorCode();
    };
  }

  /// The last of the three is a moment, in seconds since 1970.
  @Override
  public Map<String, String> allowance(Allowance left) {
    long resetAt = clock.instant().getEpochSecond() + left.resetSeconds();
    return Map.of(
        "X-RateLimit-Limit", Integer.toString(left.limit()),
        "X-RateLimit-Remaining", Integer.toString(left.remaining()),
        "X-RateLimit-Reset", Long.toString(resetAt));
  }
}
