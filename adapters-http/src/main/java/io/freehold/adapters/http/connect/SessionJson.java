package io.freehold.adapters.http.connect;

import io.freehold.adapters.http.json.Expiry;
import io.freehold.application.connect.StartSession.Started;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.grant.ScopePattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/// How sessions are written: the union of what the protocol's text and its clients name. When a
/// session ends is a time of ISO 8601, as clients expect; when a grant ends is in seconds, 0 for
/// never, as everywhere.
final class SessionJson {
  private SessionJson() {}

  static JsonObject started(Started started) {
    return new JsonObject()
        .put("sessionId", started.session().value())
        .put("deepLinkUrl", started.deepLink().text().reveal())
        .put("expiresAt", started.expiresAt().toString());
  }

  static JsonObject polled(Session session, Instant now) {
    JsonObject json = new JsonObject().put("status", session.statusAt(now));
    switch (session.state()) {
      case SessionState.Approved(SessionGrant grant) ->
          json.put("grant", granted(session.request(), grant));
      case SessionState.Denied(var reason) -> reason.ifPresent(text -> json.put("reason", text));
      case SessionState.Pending _, SessionState.Claimed _ -> {}
    }
    return json;
  }

  private static JsonObject granted(SessionRequest request, SessionGrant grant) {
    JsonObject json =
        new JsonObject()
            .put("grantId", grant.grant().value())
            .put("userAddress", grant.owner().value())
            .put("builderAddress", request.builder().value())
            .put("scopes", texts(grant.scopes()))
            .put("expiresAt", Expiry.seconds(grant.expiresAt()));
    grant.server().ifPresent(server -> json.put("serverAddress", server.value()));
    putAppUserId(json, request);
    return json;
  }

  static JsonObject claimed(ClaimedSession session) {
    SessionRequest request = session.request();
    JsonObject json =
        new JsonObject()
            .put("sessionId", session.id().value())
            .put("granteeAddress", request.builder().value())
            .put("scopes", texts(request.scopes()))
            .put("expiresAt", session.expiresAt().toString());
    request.webhookUrl().ifPresent(url -> json.put("webhookUrl", url));
    putAppUserId(json, request);
    request.owner().ifPresent(owner -> json.put("userAddress", owner.value()));
    return json;
  }

  static JsonObject waiting(List<SessionId> sessions) {
    return new JsonObject()
        .put("sessions", new JsonArray(sessions.stream().map(SessionId::value).toList()));
  }

  private static void putAppUserId(JsonObject json, SessionRequest request) {
    request.appUserId().ifPresent(id -> json.put("appUserId", id).put("app_user_id", id));
  }

  private static JsonArray texts(List<ScopePattern> scopes) {
    return new JsonArray(scopes.stream().map(ScopePattern::value).toList());
  }
}
