package io.freehold.adapters.http.identity;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.adapters.http.json.Expiry;
import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.application.identity.CreateOwnerToken;
import io.freehold.application.identity.ListOwnerTokens;
import io.freehold.application.identity.RevokeOwnerToken;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.identity.OwnerToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;

/// The owner's bearer tokens. A token is told once, in the answer to its creation.
public final class TokenEndpoints {
  private final CreateOwnerToken createOwnerToken;
  private final ListOwnerTokens listOwnerTokens;
  private final RevokeOwnerToken revokeOwnerToken;
  private final InstantSource clock;

  public TokenEndpoints(
      CreateOwnerToken createOwnerToken,
      ListOwnerTokens listOwnerTokens,
      RevokeOwnerToken revokeOwnerToken,
      InstantSource clock) {
    this.createOwnerToken = createOwnerToken;
    this.listOwnerTokens = listOwnerTokens;
    this.revokeOwnerToken = revokeOwnerToken;
    this.clock = clock;
  }

  public Reply list(Call call) {
    Instant now = clock.instant();
    var tokens = new JsonArray();
    listOwnerTokens.list(call.owner()).forEach(token -> tokens.add(json(token, now)));
    return Reply.json(200, new JsonObject().put("tokens", tokens));
  }

  public Reply create(Call call) {
    JsonMembers body = call.json();
    String name = body.parsed("name", TokenEndpoints::name);
    Instant now = clock.instant();
    var created = createOwnerToken.create(call.owner(), name, Expiry.in(body, "expiresAt", now));
    return Reply.json(201, json(created.token(), now).put("token", created.secret().reveal()))
        .with("Cache-Control", "no-store");
  }

  private static String name(String text) {
    if (text.isBlank() || text.length() > OwnerToken.NAME_CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "1 to " + OwnerToken.NAME_CHARACTERS_MAX + " characters are wanted");
    }
    return text;
  }

  public Reply revoke(Call call) {
    revokeOwnerToken.revoke(call.owner(), call.path("id", Subject.PATH, TokenEndpoints::id));
    return Reply.empty(204);
  }

  private static String id(String text) {
    if (text.length() > OwnerToken.NAME_CHARACTERS_MAX) {
      throw Problem.malformed(Subject.PATH, "this is not the id of a token").asException();
    }
    return text;
  }

  private static JsonObject json(OwnerToken token, Instant now) {
    return new JsonObject()
        .put("id", token.id())
        .put("name", token.name())
        .put("createdAt", token.createdAt().toString())
        .put("expiresAt", Expiry.seconds(token.expiresAt()))
        .put("revokedAt", token.revokedAt().map(Instant::toString).orElse(null))
        .put("active", token.isGoodAt(now));
  }
}
