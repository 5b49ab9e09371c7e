package io.freehold.adapters.http.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.HttpAdapter.PersonalServerRole;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.application.registry.AddSchema;
import io.freehold.application.testing.HashedIds;
import io.freehold.application.testing.InMemoryRegistry;
import io.freehold.application.testing.StubSchema;
import io.freehold.domain.Scope;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaRoutesTest {
  private final TestServer server = new TestServer();
  private final InMemoryRegistry registry = new InMemoryRegistry();

  @AfterEach
  void stop() {
    server.close();
  }

  private void startAsGateway() {
    SchemaCompiler compiler =
        new SchemaCompiler() {
          @Override
          public Schema compile(SchemaRecord schema) {
            return StubSchema.acceptingEverything();
          }

          @Override
          public String contentUrl(String definition) {
            return "ipfs://" + Ask.sha256(definition.getBytes());
          }
        };
    server.schemaRole =
        Optional.of(
            new PersonalServerRole.Schemas(
                new AddSchema(registry, new HashedIds(), compiler, server.clock), registry));
    server.start();
  }

  private Answer add(String json) {
    return Ask.post("/v1/schemas", json).byTheOwner().to(server);
  }

  @Test
  void keepsTheDefinitionAsItIsWritten() {
    startAsGateway();
    String definition = "{ \"type\":\"object\", \"x\":1.10 }";

    Answer asObject = add("{\"scope\":\"a.b\",\"definition\":" + definition + "}");
    Answer asText =
        add(new JsonObject().put("scope", "a.b").put("definition", definition).encode());

    assertThat(asObject.status()).isEqualTo(201);
    assertThat(asObject.json().getString("definition")).isEqualTo(definition);
    assertThat(asObject.json().getString("name")).isEqualTo("a.b");
    assertThat(asObject.json().getString("id"))
        .isEqualTo(asObject.json().getString("schemaId"))
        .isEqualTo(asText.json().getString("id"));
    assertThat(registry.findSchema(new Scope("a.b")).orElseThrow().definition())
        .isEqualTo(definition);
  }

  @Test
  void listsSchemas() {
    startAsGateway();
    add("{\"scope\":\"a.b\",\"name\":\"AB\",\"definition\":{}}");

    JsonObject page = Ask.get("/v1/schemas?limit=7").byTheOwner().to(server).json();

    assertThat(page.getInteger("total")).isEqualTo(1);
    assertThat(page.getInteger("limit")).isEqualTo(7);
    assertThat(page.getJsonArray("schemas").getJsonObject(0).fieldNames())
        .containsExactly(
            "id",
            "schemaId",
            "scope",
            "name",
            "ownerAddress",
            "definitionUrl",
            "definition",
            "addedAt");
  }

  @Test
  void refusesWhatIsNoSchema() {
    startAsGateway();

    for (String bad :
        new String[] {
          "{}",
          "{\"scope\":\"A\",\"definition\":{}}",
          "{\"scope\":\"a.b\"}",
          "{\"scope\":\"a.b\",\"definition\":7}"
        }) {
      assertThat(add(bad).errorCode()).as(bad).isEqualTo("INVALID_BODY");
    }
    assertThat(Ask.post("/v1/schemas", "{}").byTheBuilder().to(server).errorCode())
        .isEqualTo("NOT_OWNER");
  }

  @Test
  void pointsToTheGatewayWhereThisServerIsNone() {
    server.start();

    Answer answer = Ask.get("/v1/schemas").byTheOwner().to(server);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("remote Gateway");
  }
}
