package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.Deletions.Deletion;
import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.adapters.persistence.data.FileLinks.Link;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// The table of versions in `index.db`, and a summary of each scope, so that no listing counts what
/// is stored.
final class VersionIndex {
  private static final String VERSION =
      "SELECT collected_at, file_id, schema_id, size_bytes, sha256 FROM data_files ";

  private final IndexFile file;
  private final BooleanSupplier isToUpload;

  /// @param isToUpload whether copies of new versions are wanted anywhere
  VersionIndex(IndexFile file, BooleanSupplier isToUpload) {
    this.file = file;
    this.isToUpload = isToUpload;
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

  private void insert(Session session, NewVersion added) throws SQLException {
    VersionSummary version = added.summary();
    session.update(
        "INSERT INTO data_files (scope, collected_at, schema_id, size_bytes, sha256, upload_after)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        added.scope().value(),
        version.collectedAt().epochMillis(),
        version.schemaId().map(SchemaId::value),
        version.sizeBytes(),
        version.sha256(),
        isToUpload.getAsBoolean() ? Optional.of(0L) : Optional.empty());
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
    raiseHighWater(session, scope, through);
    session.update(
        "UPDATE scopes SET (newest, versions, bytes) = (SELECT max(collected_at), count(*),"
            + " ifnull(sum(size_bytes), 0) FROM data_files WHERE scope = ?1) WHERE scope = ?1",
        scope);
    return removed;
  }

  /// Forgets single versions, as far as they are there. Their names stay used, whatever the index
  /// has lost.
  void drop(List<Name> names) {
    if (names.isEmpty()) {
      return;
    }
    var _ =
        file.write(session -> {
          for (Name name : names) {
            raiseHighWater(session, name.scope().value(), name.version().epochMillis());
            drop(session, name.scope().value(), name.version().epochMillis());
          }
          return names.size();
        });
  }

  private static int drop(Session session, String scope, long version) throws SQLException {
    OptionalLong size =
        session.number(
            "SELECT size_bytes FROM data_files WHERE scope = ? AND collected_at = ?",
            scope,
            version);
    if (size.isEmpty()) {
      return 0;
    }
    session.update("DELETE FROM data_files WHERE scope = ? AND collected_at = ?", scope, version);
    return session.update(
        "UPDATE scopes SET versions = versions - 1, bytes = bytes - ?2,"
            + " newest = (SELECT max(collected_at) FROM data_files WHERE scope = ?1)"
            + " WHERE scope = ?1",
        scope,
        size.getAsLong());
  }

  private static void raiseHighWater(Session session, String scope, long version)
      throws SQLException {
    session.update(
        "INSERT INTO scopes (scope, high_water, newest, versions, bytes)"
            + " VALUES (?1, ?2, NULL, 0, 0) ON CONFLICT (scope) DO UPDATE SET"
            + " high_water = max(high_water, ?2)",
        scope,
        version);
  }

  /// One version takes the place of another, and of what was noted under its idempotency key, at
  /// once.
  void replace(Name old, NewVersion by) {
    var _ =
        file.write(session -> {
          insert(session, by);
          WriteKeys.replace(session, old, by);
          return drop(session, old.scope().value(), old.version().epochMillis());
        });
  }

  /// Notes links, oldest first.
  ///
  /// @param place the one in use
  void link(List<Link> links, Optional<String> place) {
    var _ =
        file.write(session -> {
          for (Link link : links) {
            link(session, link, place.filter(link.place()::equals).isPresent());
          }
          return IndexFile.setFact(session, "links_applied", links.getLast().number());
        });
  }

  private static void link(Session session, Link link, boolean isStored) throws SQLException {
    session.update("UPDATE data_files SET file_id = NULL WHERE file_id = ?", link.fileId().value());
    session.update(
        "UPDATE data_files SET file_id = ?, schema_id = ifnull(schema_id, ?),"
            + " upload_after = CASE WHEN ? THEN NULL ELSE upload_after END"
            + " WHERE scope = ? AND collected_at = ?",
        link.fileId().value(),
        link.schemaId().map(SchemaId::value),
        isStored ? 1 : 0,
        link.scope().value(),
        link.version().epochMillis());
  }

  /// Shows what is left of the links of versions, oldest first, after some are gone.
  ///
  /// @param place the one in use
  void show(Map<Name, List<Link>> left, Optional<String> place) {
    var _ =
        file.write(session -> {
          for (var links : left.entrySet()) {
            show(session, links.getKey(), links.getValue(), place);
          }
          return left.size();
        });
  }

  private static void show(Session session, Name name, List<Link> left, Optional<String> place)
      throws SQLException {
    boolean isWanted =
        place.filter(at -> left.stream().noneMatch(link -> link.place().equals(at))).isPresent();
    session.update(
        "UPDATE data_files SET file_id = ?,"
            + " upload_after = CASE WHEN ? THEN ifnull(upload_after, 0) ELSE NULL END"
            + " WHERE scope = ? AND collected_at = ?",
        left.isEmpty() ? Optional.empty() : Optional.of(left.getLast().fileId().value()),
        isWanted ? 1 : 0,
        name.scope().value(),
        name.version().epochMillis());
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
