package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.sql.Snapshot;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Kind;
import io.freehold.domain.upkeep.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Looks whether the index agrees with itself and with the other databases.
public final class IndexInspection {
  private static final int LINKS_AT_ONCE = 1_000;

  private final Path file;
  private final Disk disk;
  private final Snapshot index;
  private final Findings found;

  public IndexInspection(Path file, Disk disk, Snapshot index, Findings found) {
    this.file = file;
    this.disk = disk;
    this.index = index;
    this.found = found;
  }

  /// Whether it is the index this home was last used with.
  public void inspectWith(Snapshot state) throws IOException {
    Sessions.doubt(index, state, file, disk).ifPresent(doubt -> report(Kind.DOUBTFUL_INDEX, doubt));
    inspectLinks(state);
    inspectUploads(state);
  }

  /// Whether what it says of each scope is true of its versions.
  public void inspectSummaries() {
    index
        .read(session ->
            session.all(
                """
                SELECT coalesce(s.scope, d.scope) FROM scopes s FULL JOIN (
                  SELECT scope, max(collected_at) AS newest, count(*) AS versions,
                    sum(size_bytes) AS bytes
                  FROM data_files GROUP BY scope) d ON s.scope = d.scope
                WHERE s.scope IS NULL OR s.newest IS NOT d.newest
                  OR s.versions <> ifnull(d.versions, 0) OR s.bytes <> ifnull(d.bytes, 0)
                  OR s.high_water < ifnull(d.newest, 0)
                ORDER BY 1
                """,
                row -> row.getString(1)))
        .forEach(scope -> report(Kind.WRONG_INDEX, "the summary of " + scope + " is wrong"));
  }

  /// A version shows the newest of its links.
  private void inspectLinks(Snapshot state) {
    List<Link> links;
    long last = 0;
    do {
      long after = last;
      links =
          state.read(session ->
              session.all(
                  "SELECT max(number) AS newest, file_id, scope, collected_at FROM file_links"
                      + " GROUP BY scope, collected_at HAVING newest > ? ORDER BY newest LIMIT ?",
                  row ->
                      new Link(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)),
                  after,
                  LINKS_AT_ONCE));
      for (Link link : links) {
        inspect(link);
        last = link.number();
      }
    } while (!links.isEmpty());
  }

  private record Link(long number, String fileId, String scope, long version) {}

  private void inspect(Link link) {
    Optional<String> linked =
        index.read(session ->
            session.first(
                "SELECT ifnull(file_id, '') FROM data_files WHERE scope = ? AND collected_at = ?",
                row -> row.getString(1),
                link.scope(),
                link.version()));
    if (linked.isEmpty()) {
      report(
          Kind.DANGLING_LINK,
          "%s is registered as %s and is not here".formatted(link.fileId(), link.scope()));
    } else if (!linked.get().equals(link.fileId())) {
      report(
          Kind.WRONG_INDEX,
          "a version of %s is not known as %s".formatted(link.scope(), link.fileId()));
    }
  }

  /// Whether what waits to be uploaded is what has no copy at the place in use. An upgrade that was
  /// cut off between the two databases leaves one that knows of uploads and one that does not.
  private void inspectUploads(Snapshot state) {
    if (!state.hasTable("sync_position") || !index.hasColumn("data_files", "upload_after")) {
      return;
    }
    Optional<String> place =
        state.read(session ->
            session.first(
                "SELECT value FROM sync_position WHERE name = 'place'", row -> row.getString(1)));
    boolean isWrong =
        place.isPresent() ? hasWrongMarks(state, place.get()) : waiting("IS NOT NULL") > 0;
    if (isWrong) {
      report(Kind.WRONG_INDEX, "what waits to be uploaded is not what has no copy");
    }
  }

  private boolean hasWrongMarks(Snapshot state, String place) {
    long stored = 0;
    long last = 0;
    List<Link> links;
    do {
      long after = last;
      links =
          state.read(session ->
              session.all(
                  "SELECT max(number) AS newest, file_id, scope, collected_at FROM file_links"
                      + " WHERE place = ? GROUP BY scope, collected_at HAVING newest > ?"
                      + " ORDER BY newest LIMIT ?",
                  row ->
                      new Link(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)),
                  place,
                  after,
                  LINKS_AT_ONCE));
      for (Link link : links) {
        Optional<Boolean> isWaiting = isWaiting(link);
        if (isWaiting.orElse(false)) {
          return true;
        }
        stored += isWaiting.isPresent() ? 1 : 0;
        last = link.number();
      }
    } while (!links.isEmpty());
    return stored != waiting("IS NULL");
  }

  /// Empty when the version is not here.
  private Optional<Boolean> isWaiting(Link link) {
    return index.read(session ->
        session.first(
            "SELECT upload_after IS NOT NULL FROM data_files WHERE scope = ? AND collected_at = ?",
            row -> row.getInt(1) == 1,
            link.scope(),
            link.version()));
  }

  private long waiting(String isSo) {
    return index
        .read(
            session -> session.number("SELECT count(*) FROM data_files WHERE upload_after " + isSo))
        .orElse(0);
  }

  /// Whether the schemas it names are registered here, if any are.
  public void inspectSchemas(Snapshot registry) {
    var known =
        new HashSet<>(
            registry.read(
                session -> session.all("SELECT id FROM schemas", row -> row.getString(1))));
    if (known.isEmpty()) {
      return;
    }
    index
        .read(session ->
            session.all(
                "SELECT DISTINCT schema_id FROM data_files WHERE schema_id IS NOT NULL",
                row -> row.getString(1)))
        .stream()
        .filter(schema -> !known.contains(schema))
        .forEach(schema ->
            report(
                Kind.UNKNOWN_SCHEMA,
                "versions name the schema " + schema + ", which is not registered"));
  }

  private void report(Kind kind, String detail) {
    found.add(new Finding(kind, file.getFileName().toString(), detail));
  }
}
