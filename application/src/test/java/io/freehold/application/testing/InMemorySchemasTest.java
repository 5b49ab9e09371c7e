package io.freehold.application.testing;

import io.freehold.application.port.Schemas;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataFile.SchemaReference;
import java.util.List;

class InMemorySchemasTest extends SchemasContract {
  private final InMemorySchemas schemas = new InMemorySchemas();

  @Override
  protected Schemas schemas() {
    return schemas;
  }

  @Override
  protected SchemaReference register(Scope scope, String definition) {
    var reference =
        new SchemaReference(new SchemaId(Hash.id(scope, definition)), "ipfs://" + definition);
    schemas.add(scope, new StubSchema(reference, List.of()));
    return reference;
  }
}
