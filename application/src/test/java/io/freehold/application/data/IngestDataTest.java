package io.freehold.application.data;

import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.data.IngestData.Ingested;
import io.freehold.application.port.DataFiles;
import io.freehold.application.testing.InMemoryDataFiles;
import io.freehold.application.testing.InMemorySchemas;
import io.freehold.application.testing.StubSchema;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.IdempotencyKey;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.schema.SchemaPolicy;
import io.freehold.domain.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestDataTest {
  private static final JsonDocument PAYLOAD =
      JsonDocument.of("{ \"username\": \"alice\", \"n\":1.10}");
  private static final Violation MISSING = new Violation("/username", "is missing");
  private static final Violation WRONG = new Violation("/n", "is not an integer");

  private final InMemoryDataFiles dataFiles = new InMemoryDataFiles();
  private final InMemorySchemas schemas =
      new InMemorySchemas().add(PROFILE, StubSchema.acceptingEverything());

  @Test
  void writesTheEnvelopeOfTheProtocolAroundThePayload() {
    ingest(SchemaPolicy.STRICT, PROFILE);

    assertThat(stored(PROFILE))
        .isEqualTo(
            "{\"$schema\":\"%s\",\"version\":\"1.0\",\"scope\":\"instagram.profile\""
                    .formatted(StubSchema.acceptingEverything().reference().definitionUrl())
                + ",\"collectedAt\":\"2026-02-02T02:40:00Z\",\"data\":"
                + PAYLOAD.text()
                + "}");
  }

  @Test
  void namesTheVersionAndItsSchema() {
    Ingested ingested = ingest(SchemaPolicy.STRICT, PROFILE);

    assertThat(ingested.version().collectedAt().text()).isEqualTo("2026-02-02T02:40:00Z");
    assertThat(ingested.version().schemaId())
        .contains(StubSchema.acceptingEverything().reference().id());
    assertThat(ingested.warnings()).isEmpty();
  }

  @Test
  void refusesAScopeWithoutASchema() {
    var refusal = assertRefused(() -> ingest(SchemaPolicy.STRICT, LIKES), Problem.NoSchema.class);

    assertThat(refusal.scope()).isEqualTo(LIKES);
    assertNothingStored();
  }

  @Test
  void refusesAPayloadThatDoesNotFit() {
    schemas.add(PROFILE, StubSchema.finding(MISSING, WRONG));

    var refusal =
        assertRefused(() -> ingest(SchemaPolicy.STRICT, PROFILE), Problem.SchemaViolated.class);

    assertThat(refusal.scope()).isEqualTo(PROFILE);
    assertThat(refusal.schema()).isEqualTo(StubSchema.acceptingEverything().reference().id());
    assertThat(refusal.violations())
        .containsExactly(
            Map.entry("/username", "is missing"), Map.entry("/n", "is not an integer"));
    assertNothingStored();
  }

  @Test
  void notesWhatDoesNotFitUnderTheWarningPolicy() {
    schemas.add(PROFILE, StubSchema.finding(MISSING));

    Ingested ingested = ingest(SchemaPolicy.WARN, PROFILE);

    assertThat(ingested.warnings()).containsExactly(MISSING);
    assertThat(stored(PROFILE)).contains("\"$schema\"").contains(PAYLOAD.text());
  }

  @Test
  void notesAMissingSchemaUnderTheWarningPolicy() {
    Ingested ingested = ingest(SchemaPolicy.WARN, LIKES);

    assertThat(ingested.warnings()).hasSize(1);
    assertThat(ingested.version().schemaId()).isEmpty();
    assertThat(stored(LIKES)).doesNotContain("$schema");
  }

  @Test
  void asksNothingOfPayloadsWhenThePolicyIsOff() {
    schemas.add(PROFILE, StubSchema.finding(MISSING));

    assertThat(ingest(SchemaPolicy.OFF, PROFILE).warnings()).isEmpty();
    assertThat(ingest(SchemaPolicy.OFF, LIKES).warnings()).isEmpty();
    assertThat(stored(PROFILE)).contains("\"$schema\"");
    assertThat(stored(LIKES)).doesNotContain("$schema");
  }

  @Test
  void takesTheSameKeyForTheSameWrite() {
    var key = Optional.of(new IdempotencyKey("import-1"));
    IngestData ingestData = ingestData(SchemaPolicy.STRICT, dataFiles);

    Ingested first = ingestData.ingest(theOwner(), PROFILE, PAYLOAD, key);
    Ingested again = ingestData.ingest(theOwner(), PROFILE, PAYLOAD, key);

    assertThat(again).isEqualTo(first);
    assertThat(dataFiles.versions(PROFILE, new Page(10, 0)).total()).isEqualTo(1);
    assertRefused(
        () -> ingestData.ingest(theOwner(), PROFILE, JsonDocument.of("{}"), key),
        Problem.IdempotencyConflict.class);
  }

  @Test
  void makesAVersionOfEveryOtherWrite() {
    ingest(SchemaPolicy.STRICT, PROFILE);
    ingest(SchemaPolicy.STRICT, PROFILE);

    assertThat(dataFiles.versions(PROFILE, new Page(10, 0)).items())
        .extracting(version -> version.collectedAt().text())
        .containsExactly("2026-02-02T02:40:00.001Z", "2026-02-02T02:40:00Z");
  }

  private Ingested ingest(SchemaPolicy policy, Scope scope) {
    return ingestData(policy, dataFiles).ingest(theOwner(), scope, PAYLOAD, Optional.empty());
  }

  private IngestData ingestData(SchemaPolicy policy, DataFiles files) {
    return new IngestData(schemas, policy, files, CLOCK);
  }

  private void assertNothingStored() {
    assertThat(
            dataFiles
                .scopes(ScopePrefix.ALL, List.of(new ScopePattern("*")), new Page(1, 0))
                .total())
        .isZero();
  }

  private String stored(Scope scope) {
    StoredFile file =
        dataFiles.find(ReadPermit.of(theOwner(), scope), new Version.Latest()).orElseThrow();
    return new String(((Content.InMemory) file.content()).bytes(), StandardCharsets.UTF_8);
  }
}
