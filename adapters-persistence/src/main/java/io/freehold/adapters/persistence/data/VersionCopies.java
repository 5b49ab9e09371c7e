package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.sql.Snapshot;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The versions a home had at one moment, for whoever copies them. The files are where they were:
/// none is ever changed, and one that is gone was deleted since.
public final class VersionCopies {
  private static final int ROWS_AT_ONCE = 1_000;

  private final Disk disk;
  private final DataTree tree;
  private final Snapshot index;
  private final Snapshot state;
  private final DeletedVersions deleted;
  private final StoredBytes storedBytes;

  public VersionCopies(
      Path home, Disk disk, Snapshot index, Snapshot state, int inMemoryFileBytesMax) {
    this.disk = disk;
    this.tree = new DataTree(home.resolve("data"));
    this.index = index;
    this.state = state;
    this.deleted = new DeletedVersions(Optional.of(state));
    this.storedBytes = new StoredBytes(disk, inMemoryFileBytesMax);
  }

  /// A version as the index has it.
  public record Row(
      Scope scope,
      CollectedAt version,
      long sizeBytes,
      String sha256,
      Optional<SchemaId> schemaId) {

    /// As archives name it: `data/instagram.profile/2026-01-21T10-00-00Z.json`.
    public String name() {
      return "data/" + scope + "/" + version.fileName() + ".json";
    }
  }

  /// Somebody who is shown versions.
  public interface Visitor {
    void visit(Row row) throws IOException;
  }

  /// In bytes, about.
  public long size() {
    return index
        .read(session -> session.number("SELECT sum(size_bytes) FROM data_files"))
        .orElse(0);
  }

  /// By scope, and by time within it.
  public void forEach(Visitor visitor) throws IOException {
    List<Row> rows = after("", 0);
    while (!rows.isEmpty()) {
      for (Row row : rows) {
        if (!isDeleted(row)) {
          visitor.visit(row);
        }
      }
      Row last = rows.getLast();
      rows = after(last.scope().value(), last.version().epochMillis());
    }
  }

  private List<Row> after(String scope, long version) {
    return index.read(session ->
        session.all(
            "SELECT scope, collected_at, size_bytes, sha256, schema_id FROM data_files"
                + " WHERE (scope, collected_at) > (?, ?) ORDER BY scope, collected_at LIMIT ?",
            row ->
                new Row(
                    new Scope(row.getString(1)),
                    CollectedAt.ofMillis(row.getLong(2)),
                    row.getLong(3),
                    row.getString(4),
                    Optional.ofNullable(row.getString(5)).map(SchemaId::new)),
            scope,
            version,
            ROWS_AT_ONCE));
  }

  private boolean isDeleted(Row row) {
    return deleted.isFinished(row.scope(), row.version())
        || deleted.isUnfinished(row.scope(), row.version());
  }

  /// The URL that envelopes of this schema name.
  public Optional<String> schemaUrl(Row row) {
    return row.schemaId()
        .flatMap(id ->
            state.read(session ->
                session.first(
                    "SELECT definition_url FROM schema_ids WHERE scope = ? AND schema_id = ?",
                    found -> found.getString(1),
                    row.scope().value(),
                    id.value())));
  }

  public Path fileOf(Row row) {
    return tree.fileOf(row.scope(), row.version());
  }

  /// The bytes, which were compared with their hash. An IOException says that the file is gone,
  /// unreadable or not what was stored.
  public InputStream open(Row row) throws IOException {
    Content content = storedBytes.read(fileOf(row), row.sizeBytes(), row.sha256());
    return switch (content) {
      case Content.InMemory(byte[] bytes) -> new ByteArrayInputStream(bytes);
      case Content.OnDisk _ -> disk.open(fileOf(row));
    };
  }

  /// Files of the data tree that are no versions: of another name, in another place, or unknown to
  /// the index. What was deleted and is not gone yet is none of them.
  public void forEachStray(StrayVisitor visitor) throws IOException {
    strays(tree.root(), visitor);
  }

  /// Somebody who is shown strays.
  public interface StrayVisitor {
    /// @param asVersion what the file is by its name and its place
    void visit(Path file, Optional<Row> asVersion) throws IOException;
  }

  /// A folder that is gone by now was a scope's whose last version was deleted.
  private void strays(Path folder, StrayVisitor visitor) throws IOException {
    Optional<Scope> scope = folder.equals(tree.root()) ? Optional.empty() : tree.scopeOf(folder);
    Set<CollectedAt> known = scope.map(this::versionsOf).orElse(Set.of());
    var folders = new ArrayList<Path>();
    try {
      disk.list(
          folder,
          path -> {
            Optional<CollectedAt> version = DataTree.versionOf(path);
            if (disk.isFolder(path)) {
              folders.add(path);
            } else if (version.isEmpty() || !known.contains(version.get())) {
              show(path, scope, version, visitor);
            }
          });
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path below : folders) {
      strays(below, visitor);
    }
  }

  private void show(
      Path file, Optional<Scope> scope, Optional<CollectedAt> version, StrayVisitor visitor)
      throws IOException {
    Optional<Row> row =
        scope.flatMap(of -> version.map(at -> new Row(of, at, 0, "", Optional.empty())));
    if (row.filter(this::isDeleted).isEmpty()) {
      visitor.visit(file, row);
    }
  }

  private Set<CollectedAt> versionsOf(Scope scope) {
    return Set.copyOf(
        index.read(session ->
            session.all(
                "SELECT collected_at FROM data_files WHERE scope = ?",
                row -> CollectedAt.ofMillis(row.getLong(1)),
                scope.value())));
  }

  /// Whether the index of a server at work still has a version.
  public static boolean isThere(Path home, Row row) {
    return Snapshot.readOpen(
            home.resolve("index.db"),
            session ->
                session.number(
                    "SELECT 1 FROM data_files WHERE scope = ? AND collected_at = ?",
                    row.scope().value(),
                    row.version().epochMillis()))
        .isPresent();
  }
}
