package io.freehold.adapters.chain.gateway;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.freehold.application.port.Schemas;
import io.freehold.application.testing.SchemasContract;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.data.JsonDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class GatewaySchemasTest extends SchemasContract {
  private final OnTheStub server = new OnTheStub();

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected Schemas schemas() {
    return server.gateway().schemas();
  }

  @Override
  protected SchemaReference register(Scope scope, String definition) {
    var added = server.stub.records.addSchema(scope, definition);
    return new SchemaReference(added.id(), added.definitionUrl());
  }

  @Test
  void judgesByTheDefinition() {
    register(PROFILE, "{\"required\":[\"username\"]}");

    assertThat(schemas().find(PROFILE).orElseThrow().violationsIn(JsonDocument.of("{}")))
        .hasSize(1);
  }

  @Test
  void fetchesWhatHasAContentAddressOnce() {
    register(PROFILE, "{\"type\":\"object\"}");
    Schemas schemas = schemas();

    schemas.find(PROFILE);
    schemas.find(PROFILE);

    assertThat(server.stub.requests).filteredOn(r -> r.endsWith("/definition")).hasSize(1);
  }

  @Test
  void refusesADefinitionThatIsNotWhatItsAddressSays() {
    register(PROFILE, "{\"type\":\"object\"}");
    lieAboutData(data ->
        data.put(
            "definitionUrl", "ipfs://bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"));

    assertRefused(() -> schemas().find(PROFILE), Problem.ServiceUnavailable.class);
  }

  @Test
  void refusesASchemaOfAnotherScope() {
    register(PROFILE, "{\"type\":\"object\"}");
    lieAboutData(data -> data.put("scope", LIKES.value()));

    assertRefused(() -> schemas().find(PROFILE), Problem.ServiceUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/schema.json",
        "https://127.0.0.1/schema.json",
        "https://localhost/schema.json",
        "file:///etc/passwd",
        "https://user@example.com/x",
        "not a url"
      })
  void fetchesNothingFromAddressesThatAreNotPublic(String url) {
    register(PROFILE, "{\"type\":\"object\"}");
    lieAboutData(data -> data.put("definitionUrl", url).put("id", "0x" + "00".repeat(32)));

    assertRefused(() -> schemas().find(PROFILE), Problem.ServiceUnavailable.class);
  }

  @Test
  void doesNotEvenKnockAtAnInnerAddress() throws IOException {
    try (var inner = ServerSocketChannel.open()) {
      inner.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      inner.configureBlocking(false);
      int port = inner.socket().getLocalPort();

      fetchesNothingFromAddressesThatAreNotPublic("https://127.0.0.1:" + port + "/x.json");

      assertThat(inner.accept()).isNull();
    }
  }

  @Test
  void fetchesADefinitionFromWhereTheGatewaySays() throws IOException {
    var elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/schema.json",
        exchange -> {
          byte[] body = "{\"required\":[\"username\"]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    elsewhere.start();
    String url = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/schema.json";
    register(PROFILE, "{\"type\":\"object\"}");
    lieAboutData(data -> data.put("definitionUrl", url).put("id", "0x" + "00".repeat(32)));

    server.allowsLoopback = true;
    assertThat(schemas().find(PROFILE).orElseThrow().violationsIn(JsonDocument.of("{}")))
        .hasSize(1);
    server.allowsLoopback = false;
    assertRefused(() -> schemas().find(PROFILE), Problem.ServiceUnavailable.class);
    elsewhere.stop(0);
  }

  @Test
  void acceptsANumberAsAnId() {
    register(PROFILE, "{}");
    server.stub.lie(answer -> {
      ((ObjectNode) answer.get("data")).remove("id");
      ((ObjectNode) answer.get("data")).put("schemaId", 7);
      return answer;
    });

    assertRefused(() -> schemas().find(PROFILE), Problem.ServiceUnavailable.class);
    assertThat(server.stub.requests.getLast())
        .isEqualTo("GET /v1/schemas/0x" + "0".repeat(63) + "7/definition");
  }

  private void lieAboutData(UnaryOperator<ObjectNode> changed) {
    server.stub.lie(answer -> {
      changed.apply((ObjectNode) answer.get("data"));
      return answer;
    });
  }
}
