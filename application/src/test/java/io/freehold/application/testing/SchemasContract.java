package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.PROFILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Schemas;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.schema.Schema;
import org.junit.jupiter.api.Test;

/// What every `Schemas` does.
public abstract class SchemasContract {
  /// Schemas of which none is registered yet.
  protected abstract Schemas schemas();

  /// Registers a definition for a scope with what `schemas()` gave, and says how it is named.
  protected abstract SchemaReference register(Scope scope, String definition);

  @Test
  void findsNothingForAScopeWithoutASchema() {
    Schemas schemas = schemas();
    register(LIKES, "{}");

    assertThat(schemas.find(PROFILE)).isEmpty();
  }

  @Test
  void findsTheSchemaOfAScopeReadyForUse() {
    Schemas schemas = schemas();
    SchemaReference registered = register(PROFILE, "{\"type\":\"object\"}");

    Schema found = schemas.find(PROFILE).orElseThrow();

    assertThat(found.reference()).isEqualTo(registered);
    assertThat(found.violationsIn(JsonDocument.of("{}"))).isEmpty();
  }

  @Test
  void findsTheNewestSchemaOfAScope() {
    Schemas schemas = schemas();
    register(PROFILE, "{\"type\":\"object\"}");
    SchemaReference newer = register(PROFILE, "{\"type\":\"object\",\"title\":\"newer\"}");

    assertThat(schemas.find(PROFILE)).get().returns(newer, Schema::reference);
  }
}
