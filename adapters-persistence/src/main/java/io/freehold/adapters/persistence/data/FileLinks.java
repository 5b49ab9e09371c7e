package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.adapters.persistence.sync.PlaceCount;
import io.freehold.adapters.persistence.sync.Removals;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.sync.RemoteCopy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where copies of versions are, and under which file ids they are registered (§5.2): no file says
/// so, so it is kept apart from the index, which can be lost.
final class FileLinks {
  private static final String LINK =
      "SELECT number, scope, collected_at, file_id, url, place, schema_id FROM file_links ";
  private static final String OF_A_VERSION = "WHERE scope = ? AND collected_at = ? ";

  /// How the copies of versions get onto the list of what is to be removed.
  private static final String TO_REMOVALS =
      "INSERT OR IGNORE INTO removals (file_id, url, place)"
          + " SELECT file_id, url, place FROM file_links WHERE url <> ''";

  private final Database state;

  FileLinks(Database state) {
    this.state = state;
  }

  /// @param number grows with every link, so that an index knows which ones it has
  /// @param url empty where an earlier version of this server noted none
  /// @param schemaId what the record names, where the version came with its record
  record Link(
      long number,
      Scope scope,
      CollectedAt version,
      FileId fileId,
      Optional<BlobUrl> url,
      String place,
      Optional<SchemaId> schemaId) {

    static Link of(RemoteCopy copy, Optional<SchemaId> schemaId) {
      return new Link(
          0,
          copy.scope(),
          copy.version(),
          copy.fileId(),
          Optional.of(copy.url()),
          copy.place(),
          schemaId);
    }

    Optional<RemoteCopy> copy() {
      return url.map(at -> new RemoteCopy(fileId, scope, version, at, place));
    }

    Name name() {
      return new Name(scope, version);
    }

    boolean isOf(Scope otherScope, CollectedAt otherVersion) {
      return scope.equals(otherScope) && version.equals(otherVersion);
    }
  }

  /// The newest link of a file id is the one that counts. Returns the links with their numbers.
  List<Link> add(List<Link> links) {
    return state.write(session -> {
      long[] numbers = new long[links.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = add(session, links.get(i));
      }
      return numbered(links, numbers);
    });
  }

  private static long add(Session session, Link link) throws SQLException {
    session.update("DELETE FROM file_links WHERE file_id = ?", link.fileId().value());
    session.update(
        "INSERT INTO file_links (file_id, scope, collected_at, url, place, schema_id)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        link.fileId().value(),
        link.scope().value(),
        link.version().epochMillis(),
        link.url().map(BlobUrl::value).orElse(""),
        link.place(),
        link.schemaId().map(SchemaId::value));
    return session.number("SELECT last_insert_rowid()").orElseThrow();
  }

  private static List<Link> numbered(List<Link> links, long[] numbers) {
    var numbered = new ArrayList<Link>();
    for (int i = 0; i < numbers.length; i++) {
      Link link = links.get(i);
      numbered.add(
          new Link(
              numbers[i],
              link.scope(),
              link.version(),
              link.fileId(),
              link.url(),
              link.place(),
              link.schemaId()));
    }
    return numbered;
  }

  /// At most `limit` links after a number, oldest first.
  List<Link> after(long number, int limit) {
    return state.read(session ->
        session.all(
            LINK + "WHERE number > ? ORDER BY number LIMIT ?", FileLinks::link, number, limit));
  }

  Optional<Link> find(FileId fileId) {
    return state.read(
        session -> session.first(LINK + "WHERE file_id = ?", FileLinks::link, fileId.value()));
  }

  /// Oldest first.
  List<Link> of(Scope scope, CollectedAt version) {
    return state.read(session ->
        session.all(
            LINK + OF_A_VERSION + "ORDER BY number",
            FileLinks::link,
            scope.value(),
            version.epochMillis()));
  }

  /// At most `limit` links at a place, after a number.
  List<Link> at(String place, long number, int limit) {
    return state.read(session ->
        session.all(
            LINK + "WHERE place = ? AND number > ? ORDER BY number LIMIT ?",
            FileLinks::link,
            place,
            number,
            limit));
  }

  /// From the index alone: no row is read.
  List<PlaceCount> counts() {
    return state.read(session ->
        session.all(
            "SELECT place, count(*) FROM file_links WHERE place > '' GROUP BY place",
            PlaceCount::of));
  }

  void forget(FileId fileId) {
    var _ =
        state.write(
            session -> session.update("DELETE FROM file_links WHERE file_id = ?", fileId.value()));
  }

  /// The version goes with its last link.
  void forgetVersion(Link last) {
    var _ =
        state.write(session -> {
          DroppedVersions.begin(session, last.name());
          return session.update("DELETE FROM file_links WHERE file_id = ?", last.fileId().value());
        });
  }

  /// What was a copy is to be removed.
  void toRemovals(List<RemoteCopy> copies) {
    var _ =
        state.write(session -> {
          for (RemoteCopy copy : copies) {
            Removals.add(session, copy.fileId(), copy.url(), copy.place());
            session.update("DELETE FROM file_links WHERE file_id = ?", copy.fileId().value());
          }
          return copies.size();
        });
  }

  /// The copies of all versions of a scope up to one are to be removed.
  static void toRemovals(Session session, Scope scope, CollectedAt through) throws SQLException {
    session.update(
        TO_REMOVALS + " AND scope = ? AND collected_at <= ? ORDER BY number",
        scope.value(),
        through.epochMillis());
    session.update(
        "DELETE FROM file_links WHERE scope = ? AND collected_at <= ?",
        scope.value(),
        through.epochMillis());
  }

  /// The copies of one version are to be removed.
  static void toRemovalsAt(Session session, Scope scope, CollectedAt version) throws SQLException {
    session.update(
        TO_REMOVALS + " AND scope = ? AND collected_at = ? ORDER BY number",
        scope.value(),
        version.epochMillis());
    session.update("DELETE FROM file_links " + OF_A_VERSION, scope.value(), version.epochMillis());
  }

  private static Link link(ResultSet row) throws SQLException {
    String url = row.getString(5);
    return new Link(
        row.getLong(1),
        new Scope(row.getString(2)),
        CollectedAt.ofMillis(row.getLong(3)),
        new FileId(row.getString(4)),
        url.isEmpty() ? Optional.empty() : Optional.of(new BlobUrl(url)),
        row.getString(6),
        Optional.ofNullable(row.getString(7)).map(SchemaId::new));
  }
}
