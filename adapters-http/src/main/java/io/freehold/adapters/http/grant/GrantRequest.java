package io.freehold.adapters.http.grant;

import io.freehold.adapters.http.json.Expiry;
import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.Signature;
import io.freehold.domain.grant.GrantDraft;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// Grants as requests carry them.
final class GrantRequest {
  private GrantRequest() {}

  /// What the owner asks to grant. Without a nonce, the time is one, as early servers had it.
  static GrantDraft draft(JsonMembers body, Instant now) {
    return new GrantDraft(
        body.parsed("granteeAddress", Address::new),
        scopes(body),
        Expiry.in(body, "expiresAt", now),
        notNegative("nonce", body.numberOrDigits("nonce")).orElse(now.toEpochMilli()));
  }

  private static List<ScopePattern> scopes(JsonMembers body) {
    List<ScopePattern> scopes = body.list("scopes", ScopePattern::new);
    if (scopes.isEmpty() || scopes.size() > GrantTerms.SCOPES_MAX) {
      throw malformed("scopes: 1 to " + GrantTerms.SCOPES_MAX + " scopes are wanted");
    }
    return scopes;
  }

  /// A grant and the signature that is to be checked.
  record Signed(GrantMessage message, Signature signature) {}

  /// Reads any of the three forms that clients send.
  static Signed signed(JsonMembers body) {
    Signature signature = body.parsed("signature", Signature::new);
    return new Signed(message(body), signature);
  }

  /// A message that cannot be, whatever was signed, is a malformed body.
  private static GrantMessage message(JsonMembers body) {
    try {
      if (body.has("payload")) {
        return spec(body);
      }
      return body.has("grant") ? registration(body) : versioned(body);
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static GrantMessage spec(JsonMembers body) {
    if (body.has("grantId")) {
      var _ = body.parsed("grantId", GrantId::new);
    }
    JsonMembers payload = body.object("payload");
    return new SpecGrant(
        payload.parsed("user", Address::new),
        payload.parsed("builder", Address::new),
        scopeTexts(payload),
        notNegative("expiresAt", payload.numberOrDigits("expiresAt")).orElse(0),
        notNegative("nonce", payload.numberOrDigits("nonce")).orElse(0),
        Contract.PERMISSIONS);
  }

  private static GrantMessage registration(JsonMembers body) {
    return new GrantRegistration(
        body.parsed("grantorAddress", Address::new),
        body.parsed("granteeId", BuilderId::new),
        body.text("grant"),
        body.has("fileIds") ? body.digits("fileIds") : List.of());
  }

  private static GrantMessage versioned(JsonMembers body) {
    return new VersionedGrant(
        body.parsed("grantorAddress", Address::new),
        body.parsed("granteeId", BuilderId::new),
        scopeTexts(body),
        notNegative("grantVersion", body.numberOrDigits("grantVersion")).orElse(1),
        notNegative("expiresAt", body.numberOrDigits("expiresAt")).orElse(0));
  }

  private static List<String> scopeTexts(JsonMembers body) {
    return scopes(body).stream().map(ScopePattern::value).toList();
  }

  private static OptionalLong notNegative(String name, OptionalLong number) {
    if (number.isPresent() && number.getAsLong() < 0) {
      throw malformed(name + ": a number that is not negative is wanted");
    }
    return number;
  }

  private static RuntimeException malformed(String reason) {
    return Problem.malformed(Subject.BODY, reason).asException();
  }
}
