package io.freehold.adapters.http.connect;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.application.connect.ListDeliveries;
import io.freehold.application.connect.ReplayDeliveries;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.connect.Delivery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// What the relay of this process has to tell, for the owner of the server, who operates it.
public final class DeliveryEndpoints {
  private static final int LISTED_DEFAULT = 100;

  private final ListDeliveries listDeliveries;
  private final ReplayDeliveries replayDeliveries;

  public DeliveryEndpoints(ListDeliveries listDeliveries, ReplayDeliveries replayDeliveries) {
    this.listDeliveries = listDeliveries;
    this.replayDeliveries = replayDeliveries;
  }

  public Reply list(Call call) {
    boolean deadOnly =
        call.query("dead", Subject.PARAMETER, Boolean::parseBoolean).orElse(Boolean.FALSE);
    int max = call.page(LISTED_DEFAULT).limit();
    var all = new JsonArray();
    listDeliveries.list(call.owner(), deadOnly, max).forEach(delivery -> all.add(json(delivery)));
    return Reply.json(200, new JsonObject().put("webhooks", all));
  }

  public Reply replay(Call call) {
    return replayed(call, Optional.of(call.path("id", Subject.PATH, id -> id)));
  }

  public Reply replayAll(Call call) {
    return replayed(call, Optional.empty());
  }

  private Reply replayed(Call call, Optional<String> event) {
    return Reply.json(
        200, new JsonObject().put("replayed", replayDeliveries.replay(call.owner(), event)));
  }

  private static JsonObject json(Delivery delivery) {
    JsonObject json =
        new JsonObject()
            .put("id", delivery.event().id())
            .put("type", delivery.event().type().wire())
            .put("sessionId", delivery.event().session().value())
            .put("builderAddress", delivery.event().request().builder().value())
            .put("url", delivery.event().request().webhookUrl().orElse(""))
            .put("tries", delivery.tries())
            .put("since", delivery.since().toString())
            .put("dead", delivery.isDead());
    if (!delivery.isDead()) {
      json.put("nextAt", delivery.nextAt().toString());
    }
    delivery.failure().ifPresent(why -> json.put("failure", why));
    return json;
  }
}
