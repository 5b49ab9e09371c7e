package io.freehold.application.data;

import io.freehold.application.port.DataFiles;
import io.freehold.application.port.Schemas;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.IdempotencyKey;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.schema.Schema;
import io.freehold.domain.schema.SchemaPolicy;
import io.freehold.domain.schema.Violation;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes in a payload as a new version of its scope (§4.1.5): schema looked up and applied,
/// envelope written, and only then acknowledged.
public final class IngestData {
  private final Schemas schemas;
  private final SchemaPolicy policy;
  private final DataFiles dataFiles;
  private final InstantSource clock;

  public IngestData(
      Schemas schemas, SchemaPolicy policy, DataFiles dataFiles, InstantSource clock) {
    this.schemas = schemas;
    this.policy = policy;
    this.dataFiles = dataFiles;
    this.clock = clock;
  }

  /// What became of a payload.
  ///
  /// @param warnings what a strict policy would have refused
  public record Ingested(VersionSummary version, List<Violation> warnings) {}

  public Ingested ingest(
      Caller.Owner owner, Scope scope, JsonDocument payload, Optional<IdempotencyKey> key) {
    Optional<Schema> schema = schemas.find(scope);
    List<Violation> warnings = judge(scope, schema, payload);
    VersionSummary version =
        dataFiles.save(
            new DataDraft(schema.map(Schema::reference), scope, payload, clock.instant(), key));
    return new Ingested(version, warnings);
  }

  private List<Violation> judge(Scope scope, Optional<Schema> schema, JsonDocument payload) {
    if (policy == SchemaPolicy.OFF) {
      return List.of();
    }
    if (schema.isEmpty()) {
      if (policy == SchemaPolicy.STRICT) {
        throw new Problem.NoSchema(scope).asException();
      }
      return List.of(new Violation("", "no schema is registered for " + scope));
    }
    List<Violation> violations = schema.get().violationsIn(payload);
    if (policy == SchemaPolicy.STRICT && !violations.isEmpty()) {
      throw violated(scope, schema.get(), violations).asException();
    }
    return violations;
  }

  private static Problem violated(Scope scope, Schema schema, List<Violation> violations) {
    return new Problem.SchemaViolated(
        scope,
        schema.reference().id(),
        violations.stream().map(v -> Map.entry(v.pointer(), v.message())).toList());
  }
}
