package io.freehold.adapters.http.grant;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Deliveries;
import io.freehold.adapters.http.Reply;
import io.freehold.application.data.ListScopes;
import io.freehold.application.grant.CheckGrantSignature;
import io.freehold.application.grant.CreateGrant;
import io.freehold.application.grant.ListGrants;
import io.freehold.application.grant.RevokeGrant;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.grant.GrantDraft;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Caller;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The verbs on grants (§4.1.5, §6.4).
public final class GrantEndpoints {
  /// As many scopes of an open-ended grant as an answer shows.
  private static final Page SHOWN = new Page(100, 0);

  private final CreateGrant createGrant;
  private final ListGrants listGrants;
  private final RevokeGrant revokeGrant;
  private final CheckGrantSignature checkGrantSignature;
  private final GrantJson json;
  private final ListScopes listScopes;
  private final Deliveries deliveries;
  private final InstantSource clock;

  public GrantEndpoints(
      CreateGrant createGrant,
      ListGrants listGrants,
      RevokeGrant revokeGrant,
      CheckGrantSignature checkGrantSignature,
      GrantJson json,
      ListScopes listScopes,
      Deliveries deliveries,
      InstantSource clock) {
    this.createGrant = createGrant;
    this.listGrants = listGrants;
    this.revokeGrant = revokeGrant;
    this.checkGrantSignature = checkGrantSignature;
    this.json = json;
    this.listScopes = listScopes;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  public Reply list(Call call) {
    Instant now = clock.instant();
    var grants = new JsonArray();
    listGrants.list(call.owner()).forEach(grant -> grants.add(json.item(grant, now)));
    return Reply.json(200, new JsonObject().put("grants", grants));
  }

  public Reply create(Call call) {
    GrantDraft draft = GrantRequest.draft(call.json(), clock.instant());
    GrantId id = createGrant.create(call.owner(), draft);
    JsonObject answer = new JsonObject().put("grantId", id.value());
    Reach.of(draft, pattern -> scopesUnder(call.owner(), pattern))
        .ifPresent(warned -> answer.mergeIn(warned));
    return Reply.json(201, answer);
  }

  private List<Scope> scopesUnder(Caller.Owner owner, ScopePattern pattern) {
    var prefix = new ScopePrefix(pattern.value().substring(0, pattern.value().length() - 1));
    return listScopes.list(owner, prefix, SHOWN).items().stream()
        .map(ScopeSummary::scope)
        .filter(pattern::covers)
        .toList();
  }

  public Reply revoke(Call call) {
    GrantId id = call.path("grantId", Subject.GRANT_ID, GrantId::new);
    RevokeGrant.Outcome outcome = revoked(call.owner(), id);
    return Reply.json(
        200,
        new JsonObject()
            .put("status", "revoked")
            .put("grantId", id.value())
            .put("recorded", outcome == RevokeGrant.Outcome.RECORDED));
  }

  /// A gateway that refuses to record it does not keep anything running.
  private RevokeGrant.Outcome revoked(Caller.Owner owner, GrantId id) {
    try {
      return revokeGrant.revoke(owner, id);
    } finally {
      deliveries.endRevoked();
    }
  }

  /// Everything that costs nothing is checked before a signature is recovered (threat T31).
  public Reply verify(Call call) {
    GrantRequest.Signed signed = GrantRequest.signed(call.json());
    Optional<Address> signer = checkGrantSignature.check(signed.message(), signed.signature());
    return Reply.json(200, GrantJson.verdict(signed.message(), signer));
  }
}
