package io.freehold.adapters.persistence.sync;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.sync.LocalVersion;
import java.util.Optional;

/// The table `noted_uploads`: where this server has uploaded versions to, at the place in use.
public final class NotedUploads {
  private final Database state;

  public NotedUploads(Database state) {
    this.state = state;
  }

  public void note(LocalVersion version, BlobUrl url) {
    var _ =
        state.write(session ->
            session.update(
                "INSERT OR REPLACE INTO noted_uploads (scope, collected_at, sha256, url)"
                    + " VALUES (?, ?, ?, ?)",
                version.scope().value(),
                version.version().epochMillis(),
                version.sha256(),
                url.value()));
  }

  public Optional<BlobUrl> find(LocalVersion version) {
    return state.read(session ->
        session.first(
            "SELECT url FROM noted_uploads WHERE scope = ? AND collected_at = ? AND sha256 = ?",
            row -> new BlobUrl(row.getString(1)),
            version.scope().value(),
            version.version().epochMillis(),
            version.sha256()));
  }
}
