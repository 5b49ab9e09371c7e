package io.freehold.builder.registry;

import io.freehold.builder.json.Json;
import io.freehold.builder.json.ProtocolTime;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A grant as the Gateway has it (§4.2.4). The personal server decides whether it is good; this
/// tells an application beforehand.
///
/// ```java
/// RegisteredGrant details = client.gateway().grant(grant.grantId());
/// boolean isWorthTrying = details.isLive(Instant.now());
/// ```
///
/// @param grantor the person
/// @param grantee the builder, where the Gateway says its address
/// @param expiresAt empty when it is good until it is taken back
public record RegisteredGrant(
    GrantId id,
    Address grantor,
    Optional<Address> grantee,
    List<ScopePattern> scopes,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {
  public RegisteredGrant {
    scopes = List.copyOf(scopes);
  }

  /// Whether it is neither taken back nor over.
  public boolean isLive(Instant now) {
    return revokedAt.isEmpty() && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
  }

  /// The terms stand beside the record, or inside the text that was signed.
  static RegisteredGrant read(Json data) {
    Json terms = data.text("grant").map(Json::parse).orElse(data);
    return new RegisteredGrant(
        data.required("id", GrantId::new),
        data.required("grantorAddress", Address::new),
        data.scalar("granteeAddress", Address::new).or(() -> terms.scalar("builder", Address::new)),
        terms.texts("scopes").stream().map(ScopePattern::new).toList(),
        terms.scalar("expiresAt").filter(text -> !text.equals("0")).map(ProtocolTime::read),
        data.scalar("revokedAt").map(ProtocolTime::read));
  }
}
