package io.freehold.adapters.http.grant;

import io.freehold.adapters.http.json.Expiry;
import io.freehold.application.port.Builders;
import io.freehold.application.port.GrantTexts;
import io.freehold.domain.Address;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Grants as clients read them, under the names of both generations.
public final class GrantJson {
  private final GrantTexts texts;
  private final Builders builders;

  public GrantJson(GrantTexts texts, Builders builders) {
    this.texts = texts;
    this.builders = builders;
  }

  JsonObject item(SignedGrant grant, Instant now) {
    GrantTerms terms = grant.terms();
    return new JsonObject()
        .put("id", grant.id().value())
        .put("grantId", grant.id().value())
        .put("grantorAddress", terms.grantor().value())
        .put("granteeId", granteeId(grant).orElse(null))
        .put("granteeAddress", terms.grantee().value())
        .put("builder", terms.grantee().value())
        .put("scopes", new JsonArray(terms.scopeTexts()))
        .put("expiresAt", Expiry.seconds(terms.expiresAt()))
        .put("nonce", terms.nonce())
        .put("grant", text(grant))
        .put("fileIds", new JsonArray(fileIds(grant.message())))
        .put("addedAt", grant.addedAt().toString())
        .put("createdAt", grant.addedAt().toString())
        .put("revokedAt", grant.revokedAt().map(Instant::toString).orElse(null))
        .put("status", grant.status().name().toLowerCase(Locale.ROOT))
        .put("state", state(grant, now));
  }

  private Optional<String> granteeId(SignedGrant grant) {
    return switch (grant.message()) {
      case GrantRegistration registration -> Optional.of(registration.granteeId().value());
      case VersionedGrant versioned -> Optional.of(versioned.granteeId().value());
      case SpecGrant spec -> builders.find(spec.builder()).map(builder -> builder.id().value());
    };
  }

  private String text(SignedGrant grant) {
    return grant.message() instanceof GrantRegistration registration
        ? registration.grant()
        : texts.format(grant.terms());
  }

  private static List<String> fileIds(GrantMessage message) {
    return message instanceof GrantRegistration registration ? registration.fileIds() : List.of();
  }

  private static String state(SignedGrant grant, Instant now) {
    if (grant.revokedAt().isPresent()) {
      return "revoked";
    }
    return now.isBefore(grant.terms().expiresAt()) ? "active" : "expired";
  }

  /// The verdict on a signature, in the shape that belongs to the form that was sent.
  static JsonObject verdict(GrantMessage message, Optional<Address> signer) {
    JsonObject verdict = new JsonObject().put("valid", signer.isPresent());
    if (signer.isEmpty()) {
      verdict.put("error", "The signature is neither the grantor's nor its server's");
    }
    String owner = message.owner().value();
    verdict.put("grantorAddress", owner).put("user", owner);
    switch (message) {
      case SpecGrant spec ->
          verdict
              .put("builder", spec.builder().value())
              .put("scopes", new JsonArray(spec.scopes()))
              .put("expiresAt", spec.expiresAt())
              .put("nonce", spec.nonce());
      case VersionedGrant versioned ->
          verdict
              .put("granteeId", versioned.granteeId().value())
              .put("scopes", new JsonArray(versioned.scopes()))
              .put("grantVersion", Long.toString(versioned.grantVersion()))
              .put("expiresAt", Long.toString(versioned.expiresAt()));
      case GrantRegistration registration ->
          verdict
              .put("granteeId", registration.granteeId().value())
              .put("grant", registration.grant());
    }
    return verdict.put("signer", signer.map(Address::value).orElse(null));
  }
}
