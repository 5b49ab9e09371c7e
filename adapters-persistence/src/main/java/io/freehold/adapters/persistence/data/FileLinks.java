package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import java.util.List;

/// Which version is registered under which file id (§5.2): no file says so, so it is kept apart
/// from the index, which can be lost.
final class FileLinks {
  private final Database state;

  FileLinks(Database state) {
    this.state = state;
  }

  /// @param number grows with every link, so that an index knows which ones it has
  record Link(long number, Scope scope, CollectedAt version, FileId fileId) {}

  /// The newest link of a version, and of a file id, is the one that counts.
  Link add(Scope scope, CollectedAt version, FileId fileId) {
    return state.write(session -> {
      session.update(
          "DELETE FROM file_links WHERE file_id = ? OR scope = ? AND collected_at = ?",
          fileId.value(),
          scope.value(),
          version.epochMillis());
      session.update(
          "INSERT INTO file_links (file_id, scope, collected_at) VALUES (?, ?, ?)",
          fileId.value(),
          scope.value(),
          version.epochMillis());
      long number = session.number("SELECT last_insert_rowid()").orElseThrow();
      return new Link(number, scope, version, fileId);
    });
  }

  /// At most `limit` links after a number, oldest first.
  List<Link> after(long number, int limit) {
    return state.read(session ->
        session.all(
            "SELECT number, scope, collected_at, file_id FROM file_links WHERE number > ?"
                + " ORDER BY number LIMIT ?",
            row ->
                new Link(
                    row.getLong(1),
                    new Scope(row.getString(2)),
                    CollectedAt.ofMillis(row.getLong(3)),
                    new FileId(row.getString(4))),
            number,
            limit));
  }
}
