package io.freehold.adapters.http.consent;

import io.freehold.adapters.http.json.Expiry;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.connect.AutoApproval;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.grant.ScopePattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Requests, consents, receipts and rules as the owner's clients read them. A session's secret is
/// in none of them.
final class ConsentJson {
  private ConsentJson() {}

  static JsonObject request(ConnectRequest request) {
    JsonObject json =
        new JsonObject()
            .put("id", request.id().value())
            .put("status", request.status())
            .put("receivedAt", request.receivedAt().toString())
            .put("answerBefore", request.expiresAt().toString());
    put(json, request.asked());
    json.put("app", request.app().map(ConsentJson::app).orElse(null));
    switch (request.state()) {
      case State.Received _, State.Waiting _, State.Expired _ -> {}
      case State.Agreed(var consent) -> json.put("consent", consent(consent));
      case State.Granted(var consent, var grant) ->
          json.put("consent", consent(consent)).put("grantId", grant.value());
      case State.Approved(var consent, var grant, var at) ->
          json.put("consent", consent(consent))
              .put("grantId", grant.value())
              .put("endedAt", at.toString());
      case State.Denied(var reason, var at, var _) ->
          json.put("reason", reason.orElse(null)).put("endedAt", at.toString());
      case State.Failed(var reason, var at, var _) ->
          json.put("reason", reason).put("endedAt", at.toString());
    }
    return json;
  }

  private static void put(JsonObject json, SessionRequest asked) {
    json.put("builder", asked.builder().value())
        .put("scopes", patterns(asked.scopes()))
        .put("webhookUrl", asked.webhookUrl().orElse(null))
        .put("appUserId", asked.appUserId().orElse(null))
        .put("owner", asked.owner().map(Address::value).orElse(null));
  }

  private static JsonObject app(VerifiedApp app) {
    return new JsonObject()
        .put("name", app.name().text())
        .put("appUrl", app.appUrl())
        .put("builderId", app.builder().id().value())
        .put("registeredBy", app.builder().owner().value())
        .put("manifestUrl", app.foundAt())
        .put("manifestHash", app.manifestHash())
        .put("privacyPolicyUrl", app.privacyPolicyUrl().orElse(null))
        .put("termsUrl", app.termsUrl().orElse(null))
        .put("supportUrl", app.supportUrl().orElse(null))
        .put("warnings", new JsonArray(app.warnings()));
  }

  private static JsonObject consent(Consent consent) {
    JsonObject json =
        new JsonObject()
            .put("scopes", patterns(consent.scopes()))
            .put("expiresAt", Expiry.seconds(consent.expiresAt()))
            .put("at", consent.at().toString())
            .put(
                "replaces",
                new JsonArray(consent.replaces().stream().map(GrantId::value).toList()));
    return switch (consent.by()) {
      case Consent.By.Owner(var credential) -> json.put("by", "owner").put("with", credential);
      case Consent.By.Rule(var id) -> json.put("by", "rule").put("with", id);
    };
  }

  static JsonObject receipt(ConsentReceipt receipt) {
    JsonObject json =
        new JsonObject()
            .put("id", receipt.session().value())
            .put("grantId", receipt.grant().value());
    put(json, receipt.asked());
    return json.put("app", app(receipt.app()))
        .put("consent", consent(receipt.consent()))
        .put("text", new JsonArray(receipt.consent().text()))
        .put("warnings", new JsonArray(receipt.consent().warnings()));
  }

  static JsonObject rule(AutoApproval rule, Instant now) {
    return new JsonObject()
        .put("id", rule.id())
        .put("builder", rule.builder().value())
        .put("scopes", patterns(rule.scopes()))
        .put("grantSeconds", rule.grantLifetime().map(Duration::toSeconds).orElse(0L))
        .put("createdAt", rule.createdAt().toString())
        .put("validUntil", Expiry.seconds(rule.validUntil()))
        .put("usesLeft", rule.usesLeft())
        .put("revokedAt", rule.revokedAt().map(Instant::toString).orElse(null))
        .put("active", rule.isGoodAt(now));
  }

  static JsonArray patterns(List<ScopePattern> scopes) {
    return new JsonArray(scopes.stream().map(ScopePattern::value).toList());
  }
}
