package io.freehold.builder.connect;

import io.freehold.builder.json.Json;
import io.freehold.builder.json.ProtocolTime;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Scope;
import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a person granted, as the relay tells it (§4.5): keep it, it is all that reading needs.
///
/// ```java
/// if (grant.covers(new Scope("instagram.profile"))) {
///   Document profile = client.data(grant).read(new Scope("instagram.profile"));
/// }
/// ```
///
/// @param user the person's wallet
/// @param builder the address the grant is made out to
/// @param scopes the ones granted; perhaps fewer than were asked for
/// @param expiresAt empty when it is good until it is taken back
/// @param serverAddress of the personal server, if the relay said which
/// @param appUserId as it was given when the session was created
public record ApprovedGrant(
    GrantId grantId,
    Address user,
    Address builder,
    List<ScopePattern> scopes,
    Optional<Instant> expiresAt,
    Optional<Address> serverAddress,
    Optional<String> appUserId) {
  public ApprovedGrant {
    scopes = List.copyOf(scopes);
  }

  public boolean covers(Scope scope) {
    return scopes.stream().anyMatch(pattern -> pattern.covers(scope));
  }

  /// Who is asked for the address of the personal server: the server, or the person.
  public Address server() {
    return serverAddress.orElse(user);
  }

  /// Reads the grant payload of §4.5; anything else is an IllegalArgumentException.
  public static ApprovedGrant read(String json) {
    return read(Json.parse(json));
  }

  /// The same, of JSON that was read already.
  public static ApprovedGrant read(Json json) {
    return new ApprovedGrant(
        json.required("grantId", GrantId::new),
        json.required("userAddress", Address::new),
        json.required("builderAddress", Address::new),
        json.texts("scopes").stream().map(ScopePattern::new).toList(),
        json.scalar("expiresAt").filter(text -> !text.equals("0")).map(ProtocolTime::read),
        json.scalar("serverAddress", Address::new),
        json.scalar("appUserId").or(() -> json.scalar("app_user_id")));
  }
}
