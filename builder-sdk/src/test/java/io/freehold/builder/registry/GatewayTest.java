package io.freehold.builder.registry;

import static io.freehold.builder.StubServer.json;
import static io.freehold.builder.StubServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freehold.builder.StubServer;
import io.freehold.builder.TestClients;
import io.freehold.builder.TestKeys;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import io.freehold.domain.GrantId;
import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
  private static final String APP = "https://app.example.com";
  private static final String SELF = "/v1/builders/" + TestKeys.BUILDER.address();
  private static final String SERVER = "/v1/servers/" + TestKeys.OWNER.address();
  private static final GrantId GRANT = new GrantId("0x" + "11".repeat(32));

  private final StubServer stub = new StubServer();
  private final Gateway gateway = new TestClients().at(stub.url()).build().gateway();

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void registersThisBuilderByItsOwnSignature() {
    stub.on(SELF, refusal(404, "NOT_FOUND"), known(APP));
    stub.on("/v1/builders", json(201, "{\"builderId\":\"0x1\"}"));

    assertThat(gateway.register(APP).appUrl()).isEqualTo(APP);

    var request = stub.received().get(1);
    assertThat(request.text())
        .isEqualTo(
            "{\"ownerAddress\":\"%s\",\"granteeAddress\":\"%s\",\"publicKey\":\"%s\",\"appUrl\":\"%s\"}"
                .formatted(
                    TestKeys.BUILDER.address(),
                    TestKeys.BUILDER.address(),
                    TestKeys.BUILDER.publicKey(),
                    APP));
    assertThat(request.header("Authorization"))
        .startsWith("Web3Signed 0x1c5faa0e4f2c8b279856e7e25b9fb86acd91ebfe492c6f758add");
  }

  @Test
  void leavesARegistrationAlone() {
    stub.on(SELF, known(APP));

    assertThat(gateway.registerAsync(APP).join().id()).isEqualTo("0x22");
    assertThat(stub.received()).hasSize(1);
  }

  @Test
  void isContentWithARegistrationThatWasThereBefore() {
    stub.on(SELF, refusal(404, "NOT_FOUND"), known(APP));
    stub.on("/v1/builders", json(409, "{\"builderId\":\"0x1\",\"error\":\"registered\"}"));

    assertThat(gateway.register(APP).appUrl()).isEqualTo(APP);
  }

  @Test
  void findsAServerUnderEitherName() {
    stub.on(
        SERVER,
        server("\"serverUrl\":\"https://ps.example.com/\""),
        server("\"url\":\"https://ps.example.com\""));

    assertThat(gateway.server(TestKeys.OWNER.address()).url())
        .hasToString("https://ps.example.com");
    assertThat(gateway.serverAsync(TestKeys.OWNER.address()).join().url())
        .hasToString("https://ps.example.com");
  }

  @Test
  void saysThatThereIsNoSuchServer() {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> gateway.server(TestKeys.OWNER.address()))
        .satisfies(e -> {
          assertThat(e.failure()).isInstanceOf(Failure.ServerNotFound.class);
          assertThat(e.failure().advice()).contains("register");
        });
  }

  @Test
  void readsGrantsInBothTheirForms() {
    String head =
        "{\"data\":{\"id\":\"%s\",\"grantorAddress\":\"%s\","
            .formatted(GRANT, TestKeys.OWNER.address());
    String text =
        "{\\\"user\\\":\\\"%s\\\",\\\"builder\\\":\\\"%s\\\",\\\"scopes\\\":[\\\"instagram.*\\\"],\\\"expiresAt\\\":1770000000,\\\"nonce\\\":1}"
            .formatted(TestKeys.OWNER.address(), TestKeys.BUILDER.address());
    stub.on(
        "/v1/grants/" + GRANT,
        json(200, head + "\"grant\":\"" + text + "\",\"revokedAt\":null}}"),
        json(
            200,
            head
                + "\"scopes\":[\"instagram.*\"],\"expiresAt\":\"0\",\"revokedAt\":\"2026-02-02T02:40:00Z\"}}"));

    RegisteredGrant first = gateway.grant(GRANT);
    RegisteredGrant second = gateway.grantAsync(GRANT).join();

    assertThat(first.grantee()).contains(TestKeys.BUILDER.address());
    assertThat(first.scopes()).containsExactly(new ScopePattern("instagram.*"));
    assertThat(first.isLive(Instant.ofEpochSecond(1_769_999_999))).isTrue();
    assertThat(first.isLive(Instant.ofEpochSecond(1_770_000_000))).isFalse();
    assertThat(second.scopes()).containsExactly(new ScopePattern("instagram.*"));
    assertThat(second.expiresAt()).isEmpty();
    assertThat(second.isLive(Instant.EPOCH)).isFalse();
  }

  @Test
  void saysWhatIsNotUnderstood() {
    stub.on(SERVER, json(200, "<html>"), json(200, "{\"data\":{}}"));

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(FailureException.class)
          .isThrownBy(() -> gateway.server(TestKeys.OWNER.address()))
          .satisfies(e -> assertThat(e.failure()).isInstanceOf(Failure.Unreadable.class));
    }
  }

  private static StubServer.Saying known(String appUrl) {
    return json(
        200,
        "{\"data\":{\"id\":\"0x22\",\"granteeAddress\":\"%s\",\"appUrl\":\"%s\"}}"
            .formatted(TestKeys.BUILDER.address(), appUrl));
  }

  private static StubServer.Saying server(String url) {
    return json(
        200,
        "{\"data\":{\"serverAddress\":\"%s\",\"ownerAddress\":\"%s\",%s}}"
            .formatted(TestKeys.RELAY.address(), TestKeys.OWNER.address(), url));
  }
}
