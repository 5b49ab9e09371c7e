package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.FileLinks.Link;
import io.freehold.adapters.persistence.sql.Millis;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.Sha256;
import io.freehold.domain.sync.LocalVersion;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The versions of the index that have no copy at the place in use. The index remembers for which
/// place its marks are, so that one that was not marked in time is marked again.
final class UploadQueue {
  private static final String PLACE = "place";
  private static final int LINKS_AT_ONCE = 1_000;

  private final IndexFile file;
  private final FileLinks links;

  UploadQueue(IndexFile file, FileLinks links) {
    this.file = file;
    this.links = links;
  }

  List<LocalVersion> due(int limit, Instant now) {
    return file.read(session ->
        session.all(
            "SELECT scope, collected_at, schema_id, size_bytes, sha256 FROM data_files"
                + " WHERE upload_after IS NOT NULL AND upload_after <= ?"
                + " ORDER BY collected_at DESC LIMIT ?",
            row ->
                new LocalVersion(
                    new Scope(row.getString(1)),
                    CollectedAt.ofMillis(row.getLong(2)),
                    Optional.ofNullable(row.getString(3)).map(SchemaId::new),
                    row.getLong(4),
                    row.getString(5)),
            Millis.of(now),
            limit));
  }

  long count() {
    return file.read(session ->
            session.number("SELECT count(*) FROM data_files WHERE upload_after IS NOT NULL"))
        .orElse(0);
  }

  void postpone(Scope scope, CollectedAt version, Instant until) {
    var _ =
        file.write(session ->
            session.update(
                "UPDATE data_files SET upload_after = ?"
                    + " WHERE scope = ? AND collected_at = ? AND upload_after IS NOT NULL",
                Millis.of(until),
                scope.value(),
                version.epochMillis()));
  }

  void retryNow() {
    var _ =
        file.write(session ->
            session.update(
                "UPDATE data_files SET upload_after = 0 WHERE upload_after IS NOT NULL"));
  }

  /// Marks every version for a place, unless that was done before. Nobody is to link anything
  /// meanwhile.
  void markFor(String place) {
    if (file.fact(PLACE) != numberOf(place)) {
      mark(place);
    }
  }

  private void mark(String place) {
    var _ =
        file.write(session -> {
          session.update("UPDATE data_files SET upload_after = 0");
          List<Link> next = links.at(place, 0, LINKS_AT_ONCE);
          while (!next.isEmpty()) {
            for (Link link : next) {
              session.update(
                  "UPDATE data_files SET upload_after = NULL WHERE scope = ? AND collected_at = ?",
                  link.scope().value(),
                  link.version().epochMillis());
            }
            next = links.at(place, next.getLast().number(), LINKS_AT_ONCE);
          }
          return IndexFile.setFact(session, PLACE, numberOf(place));
        });
  }

  /// Facts are numbers; never zero, which stands for no place.
  private static long numberOf(String place) {
    byte[] hash = Sha256.of(place);
    return ByteBuffer.wrap(hash).getLong() | 1;
  }
}
