package io.freehold.adapters.http.consent;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.connect.AddAutoApproval;
import io.freehold.application.connect.ListAutoApprovals;
import io.freehold.application.connect.RevokeAutoApproval;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;

/// The owner's rules by which requests are approved without asking.
public final class RuleEndpoints {
  private static final int ID_CHARACTERS_MAX = 64;

  private final AddAutoApproval add;
  private final ListAutoApprovals list;
  private final RevokeAutoApproval revoke;
  private final InstantSource clock;

  public RuleEndpoints(
      AddAutoApproval add, ListAutoApprovals list, RevokeAutoApproval revoke, InstantSource clock) {
    this.add = add;
    this.list = list;
    this.revoke = revoke;
    this.clock = clock;
  }

  public Reply list(Call call) {
    Instant now = clock.instant();
    var rules = new JsonArray();
    list.list(call.owner()).forEach(rule -> rules.add(ConsentJson.rule(rule, now)));
    return Reply.json(200, new JsonObject().put("rules", rules));
  }

  public Reply add(Call call) {
    Instant now = clock.instant();
    return Reply.json(
        201, ConsentJson.rule(add.add(call.owner(), ConsentRequest.rule(call.json(), now)), now));
  }

  public Reply revoke(Call call) {
    revoke.revoke(call.owner(), call.path("id", Subject.PATH, RuleEndpoints::id));
    return Reply.empty(204);
  }

  private static String id(String text) {
    if (text.length() > ID_CHARACTERS_MAX) {
      throw Problem.malformed(Subject.PATH, "this is not the id of a rule").asException();
    }
    return text;
  }
}
