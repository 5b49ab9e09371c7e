package io.freehold.bootstrap.tour;

import static io.freehold.bootstrap.tour.Tour.expect;
import static io.freehold.bootstrap.tour.Tour.must;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.application.port.Signer;
import io.freehold.bootstrap.client.ApiClient;
import java.util.List;

/// The middle of the tour (§6.3): a page with a button asks, the owner answers.
final class ConnectSteps {
  private static final String APP = "Sunday Reader";
  private static final String CHATS = "chatgpt.*";

  private final ApiClient relay;
  private final ApiClient owner;
  private final AppPage page;
  private final Signer builderKey;
  private final ApiClient builderAtRelay;
  private String session = "";
  private String deepLink = "";
  private String shown = "";
  private String grantId = "";

  /// @param builderAtRelay signs its requests to the relay
  ConnectSteps(
      ApiClient relay, ApiClient owner, AppPage page, Signer builderKey, ApiClient builderAtRelay) {
    this.relay = relay;
    this.owner = owner;
    this.page = page;
    this.builderKey = builderKey;
    this.builderAtRelay = builderAtRelay;
  }

  String publish() {
    page.publish(APP, builderKey);
    return page.url();
  }

  String start() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("granteeAddress", builderKey.address().value());
    List.of(Tour.PROFILE, CHATS, Tour.HISTORY).forEach(body.putArray("scopes")::add);
    JsonNode started = expect(builderAtRelay.post("/v1/session/init", body.toString()), 200).json();
    session = started.path("sessionId").asText();
    deepLink = started.path("deepLinkUrl").asText();
    must(deepLink.startsWith("vana://connect?"), "no deep link");
    return deepLink.substring(0, deepLink.indexOf("secret=") + 7) + "...";
  }

  String open() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("deepLink", deepLink);
    JsonNode request = expect(owner.post("/v1/connect/requests", body.toString()), 201).json();
    JsonNode sheet = request.path("sheet");
    String first = sheet.path("text").path(0).asText();
    must(first.contains(APP), "the app is not named: " + first);
    must(sheet.path("scopes").size() == 3, "not all scopes are shown");
    must(sheet.path("warnings").toString().contains(CHATS), "no word about the open end");
    shown = sheet.path("shown").asText();
    return first;
  }

  String approve() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("shown", shown);
    List.of(Tour.PROFILE, CHATS).forEach(body.putArray("scopes")::add);
    JsonNode request =
        expect(owner.post("/v1/connect/requests/" + session + "/approve", body.toString()), 200)
            .json();
    must(request.path("status").asText().equals("approved"), "not approved: " + request);
    return Tour.PROFILE + " and " + CHATS + ", not " + Tour.HISTORY;
  }

  String learn() {
    JsonNode outcome = expect(relay.get("/v1/session/" + session + "/poll"), 200).json();
    grantId = outcome.path("grant").path("grantId").asText();
    must(grantId.startsWith("0x"), "no grant: " + outcome);
    JsonNode receipts = expect(owner.get("/v1/connect/receipts"), 200).json().path("receipts");
    must(receipts.path(0).path("grantId").asText().equals(grantId), "no receipt of the consent");
    return grantId.substring(0, 18) + "..., with a receipt for the owner";
  }

  String grantId() {
    return grantId;
  }
}
