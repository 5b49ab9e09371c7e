package io.freehold.domain.schema;

/// What ingest asks of schemas (`schemas.policy`).
public enum SchemaPolicy {
  /// A schema must be registered and the payload must fit it (§4.1.5).
  STRICT,
  /// Both are noted, neither is refused.
  WARN,
  /// Schemas are named in envelopes where they are known, and nothing is validated.
  OFF
}
