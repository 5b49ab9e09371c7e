package io.freehold.adapters.http.gateway;

import io.freehold.application.port.GrantTexts;
import io.freehold.application.port.Registry;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Grants as clients of both generations read them, with what it takes to check their signatures:
/// the form that was signed (`primaryType`, `verifyingContract`) and its members.
final class GrantRecordJson {
  private final GrantTexts texts;
  private final Registry registry;
  private final ProtocolDomain domain;

  GrantRecordJson(GrantTexts texts, Registry registry, ProtocolDomain domain) {
    this.texts = texts;
    this.registry = registry;
    this.domain = domain;
  }

  JsonObject of(Entry<GrantMessage> entry, Instant now) {
    GrantMessage message = entry.message();
    JsonObject json =
        RecordJson.owned(entry.id(), "grantId", message.owner())
            .put("grantorAddress", message.owner().value())
            .put("user", message.owner().value())
            .put("primaryType", message.primaryType())
            .put("verifyingContract", domain.addressOf(message.contract()).value());
    terms(json, message);
    return json.mergeIn(RecordJson.dated(entry, "revokedAt"))
        .put(
            "revocationSignature",
            entry.removal().map(Removal::signature).map(Object::toString).orElse(null))
        .put("expired", isExpired(message, now));
  }

  private void terms(JsonObject json, GrantMessage message) {
    switch (message) {
      case GrantRegistration(_, var granteeId, var text, var fileIds) -> {
        GrantTerms terms = texts.parse(text);
        grantee(json, Optional.of(granteeId), Optional.of(terms.grantee()));
        json.put("grant", text)
            .put("fileIds", new JsonArray(fileIds))
            .put("scopes", new JsonArray(terms.scopeTexts()))
            .put("expiresAt", terms.expiresAtSeconds())
            .put("nonce", terms.nonce());
      }
      case SpecGrant spec -> {
        grantee(json, idOf(spec.builder()), Optional.of(spec.builder()));
        json.put("grant", texts.format(terms(spec)))
            .put("fileIds", new JsonArray())
            .put("scopes", new JsonArray(spec.scopes()))
            .put("expiresAt", spec.expiresAt())
            .put("nonce", spec.nonce());
      }
      case VersionedGrant(_, var granteeId, var scopes, var version, var expiresAt) -> {
        grantee(json, Optional.of(granteeId), addressOf(granteeId));
        json.put("scopes", new JsonArray(scopes))
            .put("grantVersion", Long.toString(version))
            .put("expiresAt", Long.toString(expiresAt));
      }
    }
  }

  private static void grantee(JsonObject json, Optional<BuilderId> id, Optional<Address> address) {
    json.put("granteeId", id.map(BuilderId::value).orElse(null))
        .put("granteeAddress", address.map(Address::value).orElse(null))
        .put("builder", address.map(Address::value).orElse(null));
  }

  private Optional<BuilderId> idOf(Address grantee) {
    return registry.findBuilder(grantee).map(Entry::id).map(BuilderId::new);
  }

  private Optional<Address> addressOf(BuilderId id) {
    return registry.findBuilder(id).map(Entry::message).map(BuilderRegistration::grantee);
  }

  private static GrantTerms terms(SpecGrant spec) {
    List<ScopePattern> scopes = spec.scopes().stream().map(ScopePattern::new).toList();
    return new GrantTerms(
        spec.owner(), spec.builder(), scopes, GrantTerms.expiry(spec.expiresAt()), spec.nonce());
  }

  private boolean isExpired(GrantMessage message, Instant now) {
    Instant end =
        switch (message) {
          case GrantRegistration registration -> texts.parse(registration.grant()).expiresAt();
          case SpecGrant spec -> GrantTerms.expiry(spec.expiresAt());
          case VersionedGrant versioned -> GrantTerms.expiry(versioned.expiresAt());
        };
    return !now.isBefore(end);
  }
}
