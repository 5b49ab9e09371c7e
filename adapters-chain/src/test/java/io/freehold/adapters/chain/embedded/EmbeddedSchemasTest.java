package io.freehold.adapters.chain.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.RecordingGateway;
import io.freehold.application.port.Schemas;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SchemasContract;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.registry.SchemaRecord;
import org.junit.jupiter.api.Test;

final class EmbeddedSchemasTest extends SchemasContract {
  private final RecordingGateway gateway = new RecordingGateway(Cast.CLOCK);

  @Override
  protected Schemas schemas() {
    return new EmbeddedSchemas(gateway.registry, gateway.compiler);
  }

  @Override
  protected SchemaReference register(Scope scope, String definition) {
    SchemaRecord added = gateway.addSchema(scope, definition);
    return new SchemaReference(added.id(), added.definitionUrl());
  }

  @Test
  void judgesByTheDefinition() {
    register(Cast.PROFILE, "{\"required\":[\"username\"]}");

    assertThat(schemas().find(Cast.PROFILE).orElseThrow().violationsIn(JsonDocument.of("{}")))
        .hasSize(1);
  }
}
