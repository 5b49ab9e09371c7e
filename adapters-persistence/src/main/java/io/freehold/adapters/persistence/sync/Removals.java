package io.freehold.adapters.persistence.sync;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Millis;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.FileId;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.sync.Removal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The table `removals`: records and blobs that are to go, oldest first.
public final class Removals {
  private final Database state;

  public Removals(Database state) {
    this.state = state;
  }

  /// Within a transaction that takes away whatever stood for the copy.
  public static void add(Session session, FileId fileId, BlobUrl url, String place)
      throws SQLException {
    session.update(
        "INSERT OR IGNORE INTO removals (file_id, url, place) VALUES (?, ?, ?)",
        fileId.value(),
        url.value(),
        place);
  }

  public boolean has(FileId fileId) {
    return state
        .read(session -> session.number("SELECT 1 FROM removals WHERE file_id = ?", fileId.value()))
        .isPresent();
  }

  public List<Removal> due(int limit, Instant now) {
    return state.read(session ->
        session.all(
            "SELECT file_id, url, place, is_tombstone FROM removals WHERE retry_at <= ?"
                + " ORDER BY number LIMIT ?",
            row ->
                new Removal(
                    new FileId(row.getString(1)),
                    new BlobUrl(row.getString(2)),
                    row.getString(3),
                    row.getInt(4) == 1),
            Millis.of(now),
            limit));
  }

  public long count() {
    return state.read(session -> session.number("SELECT count(*) FROM removals")).orElse(0);
  }

  public List<PlaceCount> counts() {
    return state.read(session ->
        session.all("SELECT place, count(*) FROM removals GROUP BY place", PlaceCount::of));
  }

  public void tombstoned(FileId fileId) {
    update("UPDATE removals SET is_tombstone = 1 WHERE file_id = ?", fileId.value());
  }

  public void postpone(FileId fileId, Instant until) {
    update("UPDATE removals SET retry_at = ? WHERE file_id = ?", Millis.of(until), fileId.value());
  }

  public void retryNow() {
    update("UPDATE removals SET retry_at = 0");
  }

  public void removed(FileId fileId) {
    update("DELETE FROM removals WHERE file_id = ?", fileId.value());
  }

  private void update(String sql, Object... values) {
    var _ = state.write(session -> session.update(sql, values));
  }
}
