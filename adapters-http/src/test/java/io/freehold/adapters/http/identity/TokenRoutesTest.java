package io.freehold.adapters.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenRoutesTest {
  private final TestServer server = TestServer.started();

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer create(String json) {
    return Ask.post("/v1/tokens", json).byTheOwner().to(server);
  }

  @Test
  void tellsATokenOnce() {
    Answer created = create("{\"name\":\"laptop\",\"expiresAt\":1770000060}");
    String token = created.json().getString("token");
    Answer list = Ask.get("/v1/tokens").byToken(token).to(server);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Cache-Control")).hasValue("no-store");
    assertThat(token).startsWith("fho_").hasSize(47);
    assertThat(list.text()).doesNotContain(token).doesNotContain("hash");
    JsonObject item = list.json().getJsonArray("tokens").getJsonObject(0);
    assertThat(item)
        .isEqualTo(
            new JsonObject()
                .put("id", created.json().getString("id"))
                .put("name", "laptop")
                .put("createdAt", "2026-02-02T02:40:00Z")
                .put("expiresAt", 1_770_000_060)
                .putNull("revokedAt")
                .put("active", true));
  }

  @Test
  void endsATokenAtOnce() {
    JsonObject created = create("{\"name\":\"laptop\"}").json();

    Answer revoked = Ask.delete("/v1/tokens/" + created.getString("id")).byTheOwner().to(server);

    assertThat(revoked.status()).isEqualTo(204);
    assertThat(Ask.get("/v1/data").byToken(created.getString("token")).to(server).status())
        .isEqualTo(401);
    assertThat(Ask.delete("/v1/tokens/" + created.getString("id")).byTheOwner().to(server).status())
        .isEqualTo(404);
  }

  @Test
  void refusesNamesThatAreNone() {
    for (String bad :
        new String[] {
          "{}",
          "{\"name\":\" \"}",
          "{\"name\":7}",
          "{\"name\":\"" + "x".repeat(65) + "\"}",
          "{\"name\":\"x\",\"expiresAt\":1}"
        }) {
      assertThat(create(bad).errorCode()).as(bad).isEqualTo("INVALID_BODY");
    }
    assertThat(create("{\"name\":\"" + "x".repeat(64) + "\"}").status()).isEqualTo(201);
  }

  @Test
  void isReservedToTheOwner() {
    assertThat(Ask.get("/v1/tokens").byTheBuilder().to(server).errorCode()).isEqualTo("NOT_OWNER");
    assertThat(Ask.post("/v1/tokens", "{}").byTheBuilder().to(server).errorCode())
        .isEqualTo("NOT_OWNER");
  }
}
