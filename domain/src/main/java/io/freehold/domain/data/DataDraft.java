package io.freehold.domain.data;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.time.Instant;
import java.util.Optional;

/// A payload that was accepted and has no version yet; the store finds the first free one.
///
/// @param receivedAt when it came in: the second it would like to be named after
/// @param key the client's name for this write, if it gave one
public record DataDraft(
    Optional<DataFile.SchemaReference> schema,
    Scope scope,
    JsonDocument payload,
    Instant receivedAt,
    Optional<IdempotencyKey> key) {

  public DataFile at(CollectedAt version) {
    return new DataFile(schema, scope, version, payload);
  }
}
