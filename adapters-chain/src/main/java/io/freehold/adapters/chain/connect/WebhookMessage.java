package io.freehold.adapters.chain.connect;

import io.freehold.domain.Sha256;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.TextSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a builder is sent: the grant payload of §4.5 with what happened around it, under a
/// signature over id, time and body (ADR 0037).
///
/// @param headers those of the signature and of the body
record WebhookMessage(Map<String, String> headers, byte[] body) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// @param signer the relay
  /// @param now when it is sent, which differs from one try to the next
  static WebhookMessage of(WebhookEvent event, TextSigner signer, Instant now) {
    byte[] body = json(event).toString().getBytes(StandardCharsets.UTF_8);
    String timestamp = String.valueOf(now.getEpochSecond());
    return new WebhookMessage(
        Map.of(
            "Content-Type",
            "application/json",
            "Freehold-Webhook-Id",
            event.id(),
            "Freehold-Webhook-Timestamp",
            timestamp,
            "Freehold-Webhook-Signature",
            signer.sign(signedText(event.id(), timestamp, body)).value()),
        body);
  }

  static String signedText(String id, String timestamp, byte[] body) {
    return "freehold-webhook-v1\n" + id + "\n" + timestamp + "\n" + Sha256.hex(body);
  }

  private static ObjectNode json(WebhookEvent event) {
    SessionRequest request = event.request();
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("type", event.type().wire())
            .put("id", event.id())
            .put("createdAt", event.createdAt().toString())
            .put("sessionId", event.session().value());
    event
        .grant()
        .ifPresent(grant ->
            json.put("grantId", grant.grant().value()).put("userAddress", grant.owner().value()));
    json.put("builderAddress", request.builder().value());
    putScopes(json, event.grant().map(SessionGrant::scopes).orElseGet(request::scopes));
    event.grant().ifPresent(grant -> putTerms(json, grant));
    request.appUserId().ifPresent(id -> json.put("appUserId", id).put("app_user_id", id));
    event.reason().ifPresent(reason -> json.put("reason", reason));
    return json;
  }

  private static void putScopes(ObjectNode json, List<ScopePattern> scopes) {
    var array = json.putArray("scopes");
    scopes.forEach(scope -> array.add(scope.value()));
  }

  private static void putTerms(ObjectNode json, SessionGrant grant) {
    json.put("expiresAt", seconds(grant.expiresAt()));
    grant.server().ifPresent(server -> json.put("serverAddress", server.value()));
  }

  /// As `GrantTerms` writes it: 0 for never.
  private static long seconds(Instant expiresAt) {
    return expiresAt.equals(GrantTerms.expiry(0)) ? 0 : expiresAt.getEpochSecond();
  }
}
