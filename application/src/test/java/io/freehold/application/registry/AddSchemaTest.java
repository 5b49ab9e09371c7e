package io.freehold.application.registry;

import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.SchemaCompiler;
import io.freehold.application.testing.HashedIds;
import io.freehold.application.testing.InMemoryRegistry;
import io.freehold.application.testing.StubSchema;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;
import org.junit.jupiter.api.Test;

class AddSchemaTest {
  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final AddSchema addSchema =
      new AddSchema(registry, new HashedIds(), new PickyCompiler(), CLOCK);

  @Test
  void recordsADefinitionUnderTheAddressOfItsContent() {
    SchemaRecord schema = addSchema.add(OWNER, PROFILE, "Profile", "{\"type\":\"object\"}");

    assertThat(schema.definitionUrl()).isEqualTo("ipfs://{\"type\":\"object\"}");
    assertThat(schema.owner()).isEqualTo(OWNER);
    assertThat(schema.addedAt()).isEqualTo(NOW);
    assertThat(registry.findSchema(PROFILE)).contains(schema);
    assertThat(registry.findSchema(schema.id())).contains(schema);
  }

  @Test
  void knowsTheSameDefinitionOfTheSameScope() {
    SchemaRecord first = addSchema.add(OWNER, PROFILE, "Profile", "{}");

    assertThat(addSchema.add(STRANGER, PROFILE, "Another name", "{}")).isEqualTo(first);
    assertThat(registry.schemas(new Page(10, 0)).total()).isEqualTo(1);
  }

  @Test
  void tellsScopesAndDefinitionsApart() {
    SchemaRecord first = addSchema.add(OWNER, PROFILE, "Profile", "{}");
    SchemaRecord ofOtherScope = addSchema.add(OWNER, LIKES, "Likes", "{}");
    SchemaRecord newer = addSchema.add(OWNER, PROFILE, "Profile", "{\"title\":\"newer\"}");

    assertThat(first.id()).isNotEqualTo(ofOtherScope.id()).isNotEqualTo(newer.id());
    assertThat(registry.findSchema(PROFILE)).contains(newer);
    assertThat(registry.findSchema(LIKES)).contains(ofOtherScope);
  }

  @Test
  void recordsNothingThatCannotBeCompiled() {
    assertRefused(
        () -> addSchema.add(OWNER, PROFILE, "Profile", "nonsense"), Problem.MalformedRequest.class);

    assertThat(registry.findSchema(PROFILE)).isEmpty();
  }

  @Test
  void takesTheSchemasThatComeWithFreeholdAtTheirWord() {
    var shipped = new AddShippedSchema(registry, new HashedIds(), new PickyCompiler(), CLOCK);
    SchemaRecord schema = shipped.add(OWNER, PROFILE, "Profile", "not compiled here");

    assertThat(registry.findSchema(PROFILE)).contains(schema);
    assertThat(shipped.add(STRANGER, PROFILE, "Another name", "not compiled here"))
        .isEqualTo(schema);
    assertThat(registry.schemas(new Page(10, 0)).total()).isEqualTo(1);
  }

  private static final class PickyCompiler implements SchemaCompiler {
    @Override
    public Schema compile(SchemaRecord schema) {
      if (!schema.definition().startsWith("{")) {
        throw Problem.malformed(Subject.BODY, "this is no schema").asException();
      }
      return StubSchema.acceptingEverything();
    }

    @Override
    public String contentUrl(String definition) {
      return "ipfs://" + definition;
    }
  }
}
