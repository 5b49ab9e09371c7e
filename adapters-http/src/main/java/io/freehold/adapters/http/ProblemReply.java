package io.freehold.adapters.http;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Problem.Cause;
import io.freehold.domain.Problem.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How each problem is told (§8.2): the one place where a problem becomes a status, a code and a
/// message.
public final class ProblemReply {
  private ProblemReply() {}

  public static Refusal of(Problem problem) {
    return switch (problem) {
      case Problem.MalformedRequest(var subject, var reason) ->
          Refusal.of(400, code(subject), "Bad request: " + reason).detail("reason", reason);
      case Problem.NoSchema(var scope) ->
          Refusal.of(
                  400,
                  "NO_SCHEMA",
                  "No schema is registered for this scope; register one, or set schemas.policy to"
                      + " warn or off")
              .detail("scope", scope.value());
      case Problem.SchemaViolated(var scope, var schema, var violations) ->
          Refusal.of(400, "SCHEMA_VIOLATION", "The payload does not fit the schema of its scope")
              .detail("scope", scope.value())
              .detail("schemaId", schema.value())
              .detail("violations", violations(violations));
      case Problem.Unauthorized(var failure, var reason, var facts) ->
          unauthorized(failure, reason, facts);
      case Problem.OwnerOnly(var signer) ->
          Refusal.of(403, "NOT_OWNER", "Only the owner of this server may do this")
              .detail("signer", signer.value());
      case Problem.GrantRequired(var reason) ->
          Refusal.of(
                  403,
                  "GRANT_REQUIRED",
                  "A grant of this server's owner, made out to the signer, is required; name it as"
                      + " grantId in the signed claims")
              .detail("reason", reason);
      case Problem.DataNotFound(var scope) ->
          Refusal.of(404, "NOT_FOUND", "There is no such data").detail("scope", scope.value());
      case Problem.GrantNotFound(var grant) ->
          Refusal.of(404, "GRANT_NOT_FOUND", "There is no such grant")
              .detail("grantId", grant.value());
      case Problem.BuilderNotRegistered(var address) ->
          Refusal.of(
                  404,
                  "BUILDER_NOT_REGISTERED",
                  "The grantee is not a registered builder; it registers at the Gateway first")
              .detail("address", address.value());
      case Problem.RecordNotFound(var what, var id) ->
          Refusal.of(404, "NOT_FOUND", "There is no such " + what).detail("id", id);
      case Problem.AlreadyRegistered(var what, var id) ->
          Refusal.of(409, "ALREADY_REGISTERED", "This " + what + " is registered already")
              .detail("id", id);
      case Problem.SignerNotAllowed(var signer, var owner) ->
          Refusal.of(
                  403,
                  "NOT_OWNER",
                  "The signer is neither the owner nor a server the owner registered")
              .detail("signer", signer.value())
              .detail("expected", owner.value());
      case Problem.ServerNotRegistered(var server) ->
          Refusal.of(
                  403,
                  "SERVER_NOT_REGISTERED",
                  "This server may not sign for its owner yet: register it, `freehold server"
                      + " register`")
              .detail("server", server.value());
      case Problem.NonceMismatch(var expected, var actual) ->
          Refusal.of(400, "INVALID_NONCE", "The nonce is not the next one")
              .detail("expected", expected)
              .detail("actual", actual);
      case Problem.GrantRevoked(var grant) ->
          Refusal.of(410, "GRANT_REVOKED", "The owner revoked this grant")
              .detail("grantId", grant.value());
      case Problem.GrantExpired(var grant, var at) ->
          Refusal.of(411, "GRANT_EXPIRED", "This grant has expired; ask the owner for a new one")
              .detail("grantId", grant.value())
              .detail("expiredAt", at.toString());
      case Problem.ScopeNotGranted(var requested, var granted) ->
          Refusal.of(412, "SCOPE_MISMATCH", "The grant does not cover this scope")
              .detail("requestedScope", requested.value())
              .detail("grantedScopes", new JsonArray(granted));
      case Problem.IdempotencyConflict(var key) ->
          Refusal.of(
                  422,
                  "IDEMPOTENCY_CONFLICT",
                  "This Idempotency-Key was used for another write; choose a new one")
              .detail("key", key);
      case Problem.BodyTooLarge(var max) ->
          Refusal.of(413, "CONTENT_TOO_LARGE", "The body is larger than " + max + " bytes")
              .detail("bytesMax", max);
      case Problem.RateLimited(var after) ->
          retry(Refusal.of(429, "RATE_LIMITED", "Too many requests; wait and try again"), after);
      case Problem.OwnerUnknown() ->
          Refusal.of(
              503,
              "SERVER_NOT_CONFIGURED",
              "This server has no owner yet; run `freehold init` on its machine");
      case Problem.DamagedBlob() ->
          Refusal.of(
              500,
              "DAMAGED",
              "This blob is damaged on the disk of the storage; upload it again, or see `freehold"
                  + " fsck` there");
      case Problem.BlobExists() ->
          Refusal.of(412, "PRECONDITION_FAILED", "Something is kept under this key already");
      case Problem.SessionNotFound() ->
          Refusal.of(404, "SESSION_NOT_FOUND", "There is no such session; start a new one");
      case Problem.WrongSessionSecret() ->
          Refusal.of(
              403, "INVALID_CLAIM_SECRET", "The secret is not the one in the session's deep link");
      case Problem.SessionConflict(var status) ->
          Refusal.of(
                  409,
                  "INVALID_SESSION_STATE",
                  "The session was opened or answered before; it is " + status)
              .detail("status", status);
      case Problem.SessionExpired() ->
          Refusal.of(410, "SESSION_EXPIRED", "The session has expired; start a new one")
              .saying("Session Expired");
      case Problem.TooManySessions(var after) ->
          retry(
              Refusal.of(
                  429, "TOO_MANY_SESSIONS", "Too many sessions are open; wait until some are over"),
              after);
      case Problem.ManifestRefused(var reason) ->
          Refusal.of(422, "MANIFEST_INVALID", "Nothing is granted. " + reason)
              .detail("reason", reason);
      case Problem.ConnectRequestNotFound(var id) ->
          Refusal.of(404, "NOT_FOUND", "There is no such connect request").detail("id", id);
      case Problem.ConnectRequestAnswered(var id, var status) ->
          Refusal.of(409, "ALREADY_ANSWERED", "This request was answered before; it is " + status)
              .detail("id", id)
              .detail("status", status);
      case Problem.DiskFull() ->
          Refusal.of(
              507, "INSUFFICIENT_STORAGE", "There is no room left on the disk of this server");
      case Problem.ServiceUnavailable(var because, var reason, var after) ->
          retry(
              Refusal.of(503, code(because), "Service unavailable: " + reason)
                  .detail("reason", reason),
              after);
    };
  }

  private static Refusal unauthorized(
      AuthFailure failure, String reason, Map<String, String> facts) {
    Refusal refusal =
        Refusal.of(401, failure.name(), "Unauthorized: " + reason)
            .detail("reason", reason)
            .header("WWW-Authenticate", "Web3Signed");
    for (var fact : new java.util.TreeMap<>(facts).entrySet()) {
      refusal = refusal.detail(fact.getKey(), fact.getValue());
    }
    return refusal;
  }

  private static JsonArray violations(List<Map.Entry<String, String>> violations) {
    var array = new JsonArray();
    violations.forEach(violation ->
        array.add(
            new JsonObject()
                .put("pointer", violation.getKey())
                .put("message", violation.getValue())));
    return array;
  }

  private static Refusal retry(Refusal refusal, Duration after) {
    return refusal.header(
        "Retry-After", Long.toString(Math.max(1, after.plusMillis(999).toSeconds())));
  }

  private static String code(Subject subject) {
    return switch (subject) {
      case SCOPE -> "INVALID_SCOPE";
      case BODY -> "INVALID_BODY";
      case GRANT_ID -> "INVALID_GRANT_ID";
      case FILE_ID -> "INVALID_FILE_ID";
      case PARAMETER -> "INVALID_PARAMETER";
      case HEADER -> "INVALID_HEADER";
      case PATH -> "INVALID_PATH";
    };
  }

  private static String code(Cause cause) {
    return switch (cause) {
      case GATEWAY -> "GATEWAY_ERROR";
      case RELAY -> "RELAY_ERROR";
      case OVERLOAD, STOPPING, STORAGE -> "PS_UNAVAILABLE";
    };
  }
}
