package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.sql.Snapshot;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.util.List;

/// The index as a database nobody has open.
final class IndexRows {
  private final Snapshot index;

  IndexRows(Snapshot index) {
    this.index = index;
  }

  List<Scope> scopes() {
    return index.read(session ->
        session.all("SELECT DISTINCT scope FROM data_files", row -> new Scope(row.getString(1))));
  }

  ScopeRows of(Scope scope) {
    return new ScopeRows(
        index.read(session ->
            session.all(
                "SELECT collected_at, size_bytes, sha256 FROM data_files WHERE scope = ?",
                row ->
                    new ScopeRows.Row(
                        CollectedAt.ofMillis(row.getLong(1)), row.getLong(2), row.getString(3)),
                scope.value())));
  }
}
