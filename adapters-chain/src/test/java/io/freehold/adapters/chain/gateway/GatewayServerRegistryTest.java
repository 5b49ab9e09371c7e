package io.freehold.adapters.chain.gateway;

import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.ServerRegistry;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.ServerRegistryContract;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class GatewayServerRegistryTest extends ServerRegistryContract {
  private final OnTheStub server = new OnTheStub();

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected ServerRegistry servers() {
    return server.gateway().servers();
  }

  @Test
  void believesInAnotherServerOfTheOwnerForItsSignatureAlone() {
    var other =
        new ServerRegistration(OWNER, STRANGER, STRANGER_KEY.publicKey(), "https://other.example");
    servers().register(other, OWNER_KEY.sign(other));
    assertThat(servers().isRegistered(STRANGER, OWNER)).isTrue();

    server.stub.lie(answer -> {
      ((ObjectNode) answer.get("proof")).put("userSignature", STRANGER_KEY.sign(other).value());
      return answer;
    });
    assertThat(servers().isRegistered(STRANGER, OWNER)).isFalse();

    server.stub.lie(answer -> answer.without("proof"));
    assertThat(servers().isRegistered(STRANGER, OWNER)).isFalse();
  }

  @Test
  void takesTheGatewaysWordForItsOwnKey() {
    server.stub.records.withTheServer();
    server.stub.lie(answer -> answer.without("proof"));

    assertThat(servers().isRegistered(SERVER, OWNER)).isTrue();
  }

  @Test
  void knowsNoServerThatWasTakenBack() {
    server.stub.records.withTheServer();
    server.stub.lie(answer -> {
      ((ObjectNode) answer.get("data")).put("revokedAt", Cast.NOW.toString());
      return answer;
    });

    assertThat(servers().isRegistered(SERVER, OWNER)).isFalse();
  }

  @Test
  void knowsNoServerWhoseRecordIsAboutAnother() {
    server.stub.records.withTheServer();
    assertThat(servers().isRegistered(OWNER, OWNER)).isFalse();

    server.stub.lie(answer -> {
      ((ObjectNode) answer.get("data")).put("serverAddress", STRANGER.value());
      return answer;
    });
    assertThat(servers().isRegistered(SERVER, OWNER)).isFalse();
  }
}
