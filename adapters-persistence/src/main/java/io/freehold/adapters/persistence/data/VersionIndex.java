package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.Deletions.Deletion;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.VersionSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The table of versions in `index.db`, and a summary of each scope, so that no listing counts what
/// is stored.
final class VersionIndex {
  private static final String VERSION =
      "SELECT collected_at, file_id, schema_id, size_bytes, sha256 FROM data_files ";

  private final IndexFile file;

  VersionIndex(IndexFile file) {
    this.file = file;
  }

  Optional<VersionSummary> newest(Scope scope) {
    return file.read(session ->
        session.first(
            VERSION
                + "WHERE scope = ?1 AND collected_at = (SELECT newest FROM scopes WHERE scope = ?1)",
            VersionIndex::version,
            scope.value()));
  }

  Optional<VersionSummary> asOf(Scope scope, CollectedAt time) {
    return file.read(session ->
        session.first(
            VERSION + "WHERE scope = ? AND collected_at <= ? ORDER BY collected_at DESC LIMIT 1",
            VersionIndex::version,
            scope.value(),
            time.epochMillis()));
  }

  Optional<VersionSummary> at(Scope scope, CollectedAt version) {
    return file.read(session ->
        session.first(
            VERSION + "WHERE scope = ? AND collected_at = ?",
            VersionIndex::version,
            scope.value(),
            version.epochMillis()));
  }

  /// By both, so that a file id opens nothing but its own scope (threat T22).
  Optional<VersionSummary> withFileId(Scope scope, FileId fileId) {
    return file.read(session ->
        session.first(
            VERSION + "WHERE file_id = ? AND scope = ?",
            VersionIndex::version,
            fileId.value(),
            scope.value()));
  }

  /// The newest version there ever was, in milliseconds.
  OptionalLong highWater(Scope scope) {
    return file.read(
        session -> session.number("SELECT high_water FROM scopes WHERE scope = ?", scope.value()));
  }

  Listing<VersionSummary> versions(Scope scope, Page page) {
    return file.read(session ->
        new Listing<>(
            session.all(
                VERSION + "WHERE scope = ? ORDER BY collected_at DESC LIMIT ? OFFSET ?",
                VersionIndex::version,
                scope.value(),
                page.limit(),
                page.offset()),
            session.number("SELECT versions FROM scopes WHERE scope = ?", scope.value()).orElse(0),
            page));
  }

  /// All versions of a scope, oldest first, in milliseconds.
  long[] allVersions(Scope scope) {
    return file.read(session ->
        session
            .all(
                "SELECT collected_at FROM data_files WHERE scope = ? ORDER BY collected_at",
                row -> row.getLong(1),
                scope.value())
            .stream()
            .mapToLong(Long::longValue)
            .toArray());
  }

  Listing<ScopeSummary> scopes(List<ScopeRanges.Range> ranges, Page page) {
    return file.read(session -> {
      var items = new ArrayList<ScopeSummary>();
      long total = 0;
      for (ScopeRanges.Range range : ranges) {
        long skipped = Math.max(0, page.offset() - total);
        total += count(session, range);
        items.addAll(summaries(session, range, page.limit() - items.size(), skipped));
      }
      return new Listing<>(items, total, page);
    });
  }

  private static long count(Session session, ScopeRanges.Range range) throws SQLException {
    return session
        .number(
            "SELECT count(*) FROM scopes WHERE versions > 0 AND scope >= ? AND scope < ?",
            range.from(),
            range.to())
        .orElseThrow();
  }

  private static List<ScopeSummary> summaries(
      Session session, ScopeRanges.Range range, int limit, long offset) throws SQLException {
    return session.all(
        "SELECT scope, newest, versions, bytes FROM scopes"
            + " WHERE versions > 0 AND scope >= ? AND scope < ? ORDER BY scope LIMIT ? OFFSET ?",
        row ->
            new ScopeSummary(
                new Scope(row.getString(1)),
                CollectedAt.ofMillis(row.getLong(2)),
                row.getLong(3),
                row.getLong(4)),
        range.from(),
        range.to(),
        limit,
        offset);
  }

  /// Writes versions and the keys they were written under, all or none.
  void add(List<NewVersion> versions, Instant now) {
    var _ =
        file.writeIfThereIsRoom(session -> {
          for (NewVersion version : versions) {
            insert(session, version);
            WriteKeys.insert(session, version, now);
          }
          return versions.size();
        });
  }

  private static void insert(Session session, NewVersion added) throws SQLException {
    VersionSummary version = added.summary();
    session.update(
        "INSERT INTO data_files (scope, collected_at, schema_id, size_bytes, sha256)"
            + " VALUES (?, ?, ?, ?, ?)",
        added.scope().value(),
        version.collectedAt().epochMillis(),
        version.schemaId().map(SchemaId::value),
        version.sizeBytes(),
        version.sha256());
    session.update(
        "INSERT INTO scopes (scope, high_water, newest, versions, bytes)"
            + " VALUES (?1, ?2, ?2, 1, ?3) ON CONFLICT (scope) DO UPDATE SET"
            + " high_water = max(high_water, ?2), newest = max(ifnull(newest, 0), ?2),"
            + " versions = versions + 1, bytes = bytes + ?3",
        added.scope().value(),
        version.collectedAt().epochMillis(),
        version.sizeBytes());
  }

  /// Forgets the versions that were deleted; returns how many there were. What it remembers of the
  /// newest name ever used only grows.
  long remove(List<Deletion> deletions) {
    return file.write(session -> {
      long removed = 0;
      for (Deletion deletion : deletions) {
        removed += remove(session, deletion.scope().value(), deletion.through().epochMillis());
      }
      return removed;
    });
  }

  private static long remove(Session session, String scope, long through) throws SQLException {
    long removed =
        session.update(
            "DELETE FROM data_files WHERE scope = ? AND collected_at <= ?", scope, through);
    session.update(
        "INSERT INTO scopes (scope, high_water, newest, versions, bytes)"
            + " VALUES (?1, ?2, NULL, 0, 0) ON CONFLICT (scope) DO UPDATE SET"
            + " high_water = max(high_water, ?2)",
        scope,
        through);
    session.update(
        "UPDATE scopes SET (newest, versions, bytes) = (SELECT max(collected_at), count(*),"
            + " ifnull(sum(size_bytes), 0) FROM data_files WHERE scope = ?1) WHERE scope = ?1",
        scope);
    return removed;
  }

  void link(FileLinks.Link link) {
    var _ =
        file.write(session -> {
          session.update(
              "UPDATE data_files SET file_id = NULL WHERE file_id = ?", link.fileId().value());
          session.update(
              "UPDATE data_files SET file_id = ? WHERE scope = ? AND collected_at = ?",
              link.fileId().value(),
              link.scope().value(),
              link.version().epochMillis());
          return IndexFile.setFact(session, "links_applied", link.number());
        });
  }

  /// Forgets all versions and links, and remembers that it did. Names that were ever used are not
  /// forgotten: nothing else knows those whose files are gone.
  void clear() {
    var _ =
        file.write(session -> {
          session.update("DELETE FROM data_files");
          session.update("UPDATE scopes SET newest = NULL, versions = 0, bytes = 0");
          IndexFile.setFact(session, "links_applied", 0);
          return IndexFile.setFact(session, "is_complete", 0);
        });
  }

  static VersionSummary version(ResultSet row) throws SQLException {
    return new VersionSummary(
        CollectedAt.ofMillis(row.getLong(1)),
        Optional.ofNullable(row.getString(2)).map(FileId::new),
        Optional.ofNullable(row.getString(3)).map(SchemaId::new),
        row.getLong(4),
        row.getString(5));
  }
}
