package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.IdempotencyKey;
import io.freehold.domain.data.VersionSummary;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The idempotency keys and what was written under each. They lie in the index, so that a version
/// and its key come into being in one transaction; with the index they can be lost.
final class WriteKeys {
  private static final int SWEPT_AT_ONCE = 100;

  private final IndexFile file;

  WriteKeys(IndexFile file) {
    this.file = file;
  }

  /// What was written under a key; empty when nothing was, or too long ago.
  Optional<NewVersion> find(IdempotencyKey key, Instant now) {
    return file.read(session ->
        session.first(
            "SELECT collected_at, NULL, schema_id, size_bytes, sha256, scope, payload_sha256,"
                + " expires_at FROM idempotency_keys WHERE key = ? AND expires_at > ?",
            row ->
                new NewVersion(
                    new Scope(row.getString(6)),
                    VersionIndex.version(row),
                    Optional.of(
                        new NewVersion.Key(
                            key, row.getString(7), Instant.ofEpochMilli(row.getLong(8))))),
            key.value(),
            now.toEpochMilli()));
  }

  /// Notes the key of a version, if it has one, and forgets some whose time is over.
  static void insert(Session session, NewVersion added, Instant now) throws SQLException {
    if (added.key().isPresent()) {
      sweep(session, now);
      insert(session, added, added.key().get());
    }
  }

  private static void sweep(Session session, Instant now) throws SQLException {
    session.update(
        "DELETE FROM idempotency_keys WHERE key IN"
            + " (SELECT key FROM idempotency_keys WHERE expires_at <= ? LIMIT ?)",
        now.toEpochMilli(),
        SWEPT_AT_ONCE);
  }

  private static void insert(Session session, NewVersion added, NewVersion.Key key)
      throws SQLException {
    VersionSummary version = added.summary();
    session.update(
        "INSERT OR REPLACE INTO idempotency_keys (key, payload_sha256, scope, collected_at,"
            + " schema_id, size_bytes, sha256, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        key.name().value(),
        key.payloadSha256(),
        added.scope().value(),
        version.collectedAt().epochMillis(),
        version.schemaId().map(SchemaId::value),
        version.sizeBytes(),
        version.sha256(),
        key.expiresAt().toEpochMilli());
  }

  /// Whoever wrote the one version is to be told of the other. Keys are few: they live for a day.
  static void replace(Session session, Name old, NewVersion by) throws SQLException {
    VersionSummary version = by.summary();
    session.update(
        "UPDATE idempotency_keys SET collected_at = ?, size_bytes = ?, sha256 = ?"
            + " WHERE scope = ? AND collected_at = ?",
        version.collectedAt().epochMillis(),
        version.sizeBytes(),
        version.sha256(),
        old.scope().value(),
        old.version().epochMillis());
  }
}
