package io.freehold.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerRoutesTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void saysThatItLivesAndWhoItIs() {
    server.start();
    server.clock.advance(Duration.ofMillis(61_999));

    Answer answer = Ask.get("/health").to(server);

    assertThat(answer.text())
        .isEqualTo(
            "{\"status\":\"healthy\",\"version\":\"1.2.3\",\"uptime\":61,\"owner\":\""
                + Cast.OWNER
                + "\",\"identity\":{\"address\":\""
                + Cast.SERVER
                + "\",\"publicKey\":\""
                + Cast.SERVER_KEY.publicKey()
                + "\",\"serverId\":null}}");
    assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("*");
  }

  @Test
  void livesWithoutAnOwner() {
    server.isClaimed = false;
    server.start();

    JsonObject health = Ask.get("/health").to(server).json();

    assertThat(health.containsKey("owner")).isTrue();
    assertThat(health.getValue("owner")).isNull();
  }

  @Test
  void saysWhetherItIsReadyAndWhyNot() {
    server.start();
    assertThat(Ask.get("/ready").to(server).text()).isEqualTo("{\"status\":\"ready\"}");

    server.storageComplaint = Optional.of("the disk is full");
    Answer answer = Ask.get("/ready").to(server);

    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
    assertThat(answer.text())
        .isEqualTo("{\"status\":\"not ready\",\"reasons\":[\"the disk is full\"]}");
  }

  @Test
  void showsTheOwnerWhatToSign() {
    server.start();

    JsonObject shown = Ask.get("/v1/server/registration").byTheOwner().to(server).json();

    assertThat(shown.getJsonObject("server"))
        .isEqualTo(
            new JsonObject()
                .put("address", Cast.SERVER.value())
                .put("publicKey", Cast.SERVER_KEY.publicKey())
                .put("url", Cast.SERVER_URL));
    JsonObject typed = shown.getJsonObject("typedData");
    assertThat(typed.getString("primaryType")).isEqualTo("ServerRegistration");
    assertThat(typed.getJsonObject("types").getJsonArray("ServerRegistration").encode())
        .isEqualTo(
            "[{\"name\":\"ownerAddress\",\"type\":\"address\"},"
                + "{\"name\":\"serverAddress\",\"type\":\"address\"},"
                + "{\"name\":\"publicKey\",\"type\":\"string\"},"
                + "{\"name\":\"serverUrl\",\"type\":\"string\"}]");
    assertThat(typed.getJsonObject("types").getJsonArray("EIP712Domain")).hasSize(4);
    assertThat(typed.getJsonObject("domain").encode())
        .isEqualTo(
            "{\"name\":\"Vana Data Portability\",\"version\":\"1\",\"chainId\":14800,"
                + "\"verifyingContract\":\"0x1483b1f634dba75aeae60da7f01a679aabd5ee2c\"}");
    assertThat(typed.getJsonObject("message").getString("ownerAddress"))
        .isEqualTo(Cast.OWNER.value());
    assertThat(typed.getJsonObject("message").getString("serverUrl")).isEqualTo(Cast.SERVER_URL);
  }

  @Test
  void registersWithTheOwnersSignature() {
    server.servers.remove(Cast.SERVER);
    server.start();
    var message =
        new ServerRegistration(
            Cast.OWNER, Cast.SERVER, Cast.SERVER_KEY.publicKey(), Cast.SERVER_URL);

    Answer stranger = register(Cast.STRANGER_KEY.sign(message).value());
    Answer owner = register(Cast.OWNER_KEY.sign(message).value());

    assertThat(stranger.status()).isEqualTo(403);
    assertThat(owner.status()).isEqualTo(200);
    assertThat(owner.json().getString("status")).isEqualTo("registered");
    assertThat(server.servers.isRegistered(Cast.SERVER, Cast.OWNER)).isTrue();
    assertThat(register("0x12").errorCode()).isEqualTo("INVALID_BODY");
    assertThat(Ask.post("/v1/server/registration", "{}").byTheBuilder().to(server).errorCode())
        .isEqualTo("NOT_OWNER");
  }

  private Answer register(String signature) {
    return Ask.post("/v1/server/registration", "{\"signature\":\"" + signature + "\"}")
        .byTheOwner()
        .to(server);
  }
}
