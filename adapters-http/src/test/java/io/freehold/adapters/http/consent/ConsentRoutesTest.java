package io.freehold.adapters.http.consent;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleManifest;
import io.freehold.application.testing.SampleRequest;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SessionState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// `/v1/connect`: what applications ask, and the owner's answers, on the wire.
class ConsentRoutesTest {
  private final TestServer server = TestServer.started();

  @AfterEach
  void stop() {
    server.close();
  }

  private DeepLink link(String... scopes) {
    return server.relay.open(SampleRequest.asking(scopes));
  }

  private Answer receive(DeepLink link) {
    return post(
        "/v1/connect/requests", new JsonObject().put("deepLink", link.text().reveal()).encode());
  }

  private Answer post(String target, String json) {
    return Ask.post(target, json).byTheOwner().to(server);
  }

  private Answer get(String target) {
    return Ask.get(target).byTheOwner().to(server);
  }

  private static String path(DeepLink link) {
    return "/v1/connect/requests/" + link.session();
  }

  @Test
  void showsWhoAsksForWhat() {
    DeepLink link = link("instagram.profile", "chatgpt.*");

    Answer answer = receive(link);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Cache-Control")).hasValue("no-store");
    JsonObject json = answer.json();
    assertThat(json.getString("id")).isEqualTo(link.session().value());
    assertThat(json.getString("status")).isEqualTo("waiting");
    assertThat(json.getString("builder")).isEqualTo(BUILDER.value());
    assertThat(json.getString("answerBefore")).isEqualTo("2026-02-02T02:55:00Z");
    assertThat(json.getJsonArray("scopes"))
        .isEqualTo(new JsonArray(List.of("instagram.profile", "chatgpt.*")));
    assertThat(json.getJsonObject("app").getString("name")).isEqualTo("Reader");
    assertThat(json.getJsonObject("app").getString("manifestHash"))
        .isEqualTo(SampleManifest.aManifest().named("Reader").manifest().hash());
    JsonObject sheet = json.getJsonObject("sheet");
    assertThat(sheet.getJsonArray("warnings").getString(0)).startsWith("chatgpt.*");
    assertThat(sheet.getJsonArray("text").getString(0))
        .isEqualTo("\"Reader\" asks to read your data.");
    assertThat(sheet.getString("shown")).matches("[0-9a-f]{64}");
    assertThat(sheet.getJsonArray("scopes").getJsonObject(1))
        .isEqualTo(
            new JsonObject()
                .put("scope", "chatgpt.*")
                .put("label", "Everything from chatgpt")
                .put("description", "")
                .put("openEnded", true)
                .put("existingCount", 0)
                .put("existing", new JsonArray()));
    assertThat(get(path(link)).json()).isEqualTo(json);
  }

  @Test
  void neverTellsTheSecretOfASession() {
    DeepLink link = link("instagram.profile");

    String all =
        receive(link).text()
            + get(path(link)).text()
            + get("/v1/connect/requests").text()
            + post(path(link) + "/approve", "{}").text()
            + get("/v1/connect/receipts").text();

    assertThat(all).doesNotContain(link.secret().reveal());
  }

  @Test
  void approvesWhatTheOwnerChooses() {
    DeepLink link = link("instagram.*", "chatgpt.conversations");
    receive(link);
    long end = NOW.plus(Duration.ofDays(30)).getEpochSecond();

    Answer answer =
        post(
            path(link) + "/approve",
            "{\"scopes\":[\"instagram.profile\"],\"expiresAt\":" + end + "}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("status")).isEqualTo("approved");
    JsonObject consent = answer.json().getJsonObject("consent");
    assertThat(consent.getJsonArray("scopes"))
        .isEqualTo(new JsonArray(List.of("instagram.profile")));
    assertThat(consent.getLong("expiresAt")).isEqualTo(end);
    assertThat(consent.getString("by")).isEqualTo("owner");
    assertThat(consent.getString("with")).isEqualTo("wallet");
    assertThat(server.relay.stateOf(link.session())).isInstanceOf(SessionState.Approved.class);
    JsonObject receipt =
        get("/v1/connect/receipts").json().getJsonArray("receipts").getJsonObject(0);
    assertThat(receipt.getString("grantId")).isEqualTo(answer.json().getString("grantId"));
    assertThat(receipt.getJsonArray("text").getString(0)).contains("Reader");
  }

  @Test
  void approvesEverythingWithoutABody() {
    DeepLink link = link("instagram.profile");
    receive(link);

    Answer answer = Ask.method("POST", path(link) + "/approve").byTheOwner().to(server);

    assertThat(answer.json().getJsonObject("consent").getLong("expiresAt")).isZero();
  }

  @Test
  void deniesWithAReason() {
    DeepLink link = link("instagram.profile");
    receive(link);

    Answer answer = post(path(link) + "/deny", "{\"reason\":\"not now\"}");

    assertThat(answer.json().getString("status")).isEqualTo("denied");
    assertThat(answer.json().getString("reason")).isEqualTo("not now");
    assertThat(post(path(link) + "/deny", "{}").errorCode()).isEqualTo("ALREADY_ANSWERED");
    assertThat(get("/v1/connect/requests").json().getInteger("total")).isEqualTo(1);
  }

  @Test
  void saysWhyAnAppIsTurnedAway() {
    server.manifests.publish(
        Cast.APP_URL, SampleManifest.aManifest().signedBy(Cast.STRANGER_KEY).manifest());

    Answer answer = receive(link("instagram.profile"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errorCode()).isEqualTo("MANIFEST_INVALID");
    assertThat(answer.text()).contains("signed by another key");
  }

  @Test
  void refusesWhatItCannotUnderstand() {
    DeepLink link = link("instagram.*");
    receive(link);

    for (String bad :
        List.of(
            "{}",
            "{\"deepLink\":\"https://evil.example\"}",
            "{\"deepLink\":\"vana://connect?sessionId=abc\"}",
            "{\"sessionId\":\"abc\"}",
            "{\"sessionId\":\"session-1\",\"deepLink\":\"vana://connect?sessionId=session-1\"}")) {
      assertThat(post("/v1/connect/requests", bad).errorCode()).as(bad).isEqualTo("INVALID_BODY");
    }
    for (String bad :
        List.of(
            "{\"scopes\":[]}",
            "{\"scopes\":[\"chatgpt.*\"]}",
            "{\"scopes\":\"instagram.*\"}",
            "{\"expiresAt\":1}",
            "{\"freeze\":\"yes\"}",
            "{\"freeze\":true}",
            "{\"replace\":\"some\"}",
            "{\"shown\":\"" + "0".repeat(64) + "\"}")) {
      assertThat(post(path(link) + "/approve", bad).errorCode()).as(bad).isEqualTo("INVALID_BODY");
    }
    assertThat(post(path(link) + "/deny", "{\"reason\":\"" + "x".repeat(501) + "\"}").errorCode())
        .isEqualTo("INVALID_BODY");
    assertThat(get("/v1/connect/requests/abc").errorCode()).isEqualTo("INVALID_PATH");
    assertThat(get("/v1/connect/requests/session-99").status()).isEqualTo(404);
    assertThat(get(path(link)).json().getString("status")).isEqualTo("waiting");
  }

  @Test
  void isReservedToTheOwner() {
    DeepLink link = link("instagram.profile");
    receive(link);

    for (Ask ask :
        List.of(
            Ask.get("/v1/connect/requests"),
            Ask.get(path(link)),
            Ask.post(path(link) + "/approve", "{}"),
            Ask.post(path(link) + "/deny", "{}"),
            Ask.get("/v1/connect/receipts"),
            Ask.get("/v1/connect/rules"),
            Ask.post("/v1/connect/rules", "{}"),
            Ask.delete("/v1/connect/rules/x"))) {
      assertThat(ask.byTheBuilder().to(server).errorCode()).isEqualTo("NOT_OWNER");
    }
    assertThat(get(path(link)).json().getString("status")).isEqualTo("waiting");
  }

  @Nested
  class Rules {
    private Answer add(String json) {
      return post("/v1/connect/rules", json);
    }

    @Test
    void approveWhatTheyCover() {
      String id =
          add("{\"builder\":\"" + BUILDER + "\",\"scopes\":[\"instagram.*\"],\"uses\":2}")
              .json()
              .getString("id");

      JsonObject approved = receive(link("instagram.profile")).json();

      assertThat(approved.getString("status")).isEqualTo("approved");
      assertThat(approved.getJsonObject("consent").getString("by")).isEqualTo("rule");
      assertThat(approved.getJsonObject("consent").getString("with")).isEqualTo(id);
      assertThat(get("/v1/connect/rules").json().getJsonArray("rules").getJsonObject(0))
          .isEqualTo(
              new JsonObject()
                  .put("id", id)
                  .put("builder", BUILDER.value())
                  .put("scopes", new JsonArray(List.of("instagram.*")))
                  .put("grantSeconds", 30 * 86_400)
                  .put("createdAt", "2026-02-02T02:40:00Z")
                  .put("validUntil", NOW.plus(Duration.ofDays(90)).getEpochSecond())
                  .put("usesLeft", 1)
                  .putNull("revokedAt")
                  .put("active", true));
    }

    @Test
    void endAtOnce() {
      String id =
          add("{\"builder\":\"" + BUILDER + "\",\"scopes\":[\"*\"]}").json().getString("id");

      assertThat(Ask.delete("/v1/connect/rules/" + id).byTheOwner().to(server).status())
          .isEqualTo(204);
      assertThat(receive(link("instagram.profile")).json().getString("status"))
          .isEqualTo("waiting");
      assertThat(Ask.delete("/v1/connect/rules/" + id).byTheOwner().to(server).status())
          .isEqualTo(404);
    }

    @Test
    void refuseWhatTheyCannotMean() {
      String begin = "{\"builder\":\"" + BUILDER + "\",\"scopes\":[\"a.b\"],";
      for (String bad :
          List.of(
              "{}",
              "{\"builder\":\"x\",\"scopes\":[\"a.b\"]}",
              "{\"builder\":\"" + BUILDER + "\",\"scopes\":[]}",
              begin + "\"uses\":0}",
              begin + "\"uses\":1000001}",
              begin + "\"grantSeconds\":-1}",
              begin + "\"validUntil\":1}")) {
        assertThat(add(bad).errorCode()).as(bad).isEqualTo("INVALID_BODY");
      }
      assertThat(add("{\"builder\":\"" + Cast.STRANGER + "\",\"scopes\":[\"a.b\"]}").errorCode())
          .isEqualTo("BUILDER_NOT_REGISTERED");
    }
  }

  @Test
  void saysThatThereIsNoRelayWhereThereIsNone() {
    var alone = new TestServer();
    alone.hasRelay = false;
    try (alone) {
      Answer answer = Ask.get("/v1/connect/requests").byTheOwner().to(alone.start());

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text()).contains("relay.url");
    }
  }
}
