package io.freehold.adapters.http.connect;

import static io.freehold.application.testing.SampleSession.aGrant;
import static io.freehold.application.testing.SampleSession.aSession;
import static io.freehold.application.testing.SampleSession.approval;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.application.testing.Cast;
import io.freehold.domain.connect.Session;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a relay has to tell, as its operator sees it.
class DeliveryRoutesTest {
  private final TestServer server = TestServer.started();
  private String event = "";

  @BeforeEach
  void approveASession() {
    Session claimed = aSession().claimed();
    Session approved = claimed.approved(aGrant(1), Cast.NOW);
    server.relayed.add(claimed, 10, 10);
    event = approval(approved).id();
    assertThat(server.relayed.replace(claimed, approved, Optional.of(approval(approved)))).isTrue();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonArray listed(String query) {
    return Ask.get("/v1/relay/webhooks" + query)
        .byTheOwner()
        .to(server)
        .json()
        .getJsonArray("webhooks");
  }

  private Ask replay(String path) {
    return Ask.post("/v1/relay/webhooks/" + path, "{}").byTheOwner();
  }

  @Test
  void showsWhatIsOnItsWayAndWhatIsDead() {
    JsonObject waiting = listed("").getJsonObject(0);
    assertThat(waiting.getString("id")).isEqualTo(event);
    assertThat(waiting.getString("type")).isEqualTo("grant.approved");
    assertThat(waiting.getBoolean("dead")).isFalse();
    assertThat(listed("?dead=true")).isEmpty();

    server.relayed.bury(event, "410");

    JsonObject dead = listed("?dead=true").getJsonObject(0);
    assertThat(dead.getString("failure")).isEqualTo("410");
    assertThat(dead.getBoolean("dead")).isTrue();
    assertThat(listed("")).hasSize(1);
  }

  @Test
  void replaysOneOrAll() {
    server.relayed.bury(event, "410");

    assertThat(replay(event + "/replay").to(server).json().getInteger("replayed")).isEqualTo(1);
    assertThat(replay(event + "/replay").to(server).status()).isEqualTo(404);
    server.relayed.bury(event, "410");
    assertThat(replay("replay").to(server).json().getInteger("replayed")).isEqualTo(1);
    assertThat(replay("replay").to(server).json().getInteger("replayed")).isZero();

    assertThat(listed("").getJsonObject(0).getBoolean("dead")).isFalse();
  }

  @Test
  void isForTheOwnerAlone() {
    assertThat(Ask.get("/v1/relay/webhooks").byTheBuilder().to(server).status()).isEqualTo(403);
    assertThat(Ask.post("/v1/relay/webhooks/replay", "{}").byTheBuilder().to(server).status())
        .isEqualTo(403);
  }
}
