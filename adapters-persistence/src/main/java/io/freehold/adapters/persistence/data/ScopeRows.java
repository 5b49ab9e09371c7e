package io.freehold.adapters.persistence.data;

import io.freehold.domain.CollectedAt;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What the index has of one scope, less what was found on the disk already.
final class ScopeRows {
  private final TreeMap<Long, Row> rows = new TreeMap<>();

  ScopeRows(List<Row> all) {
    all.forEach(row -> rows.put(row.version().epochMillis(), row));
  }

  static ScopeRows none() {
    return new ScopeRows(List.of());
  }

  /// One version, as the index has it.
  record Row(CollectedAt version, long sizeBytes, String sha256) {
    boolean isOf(FoundFile file) {
      return sizeBytes == file.sizeBytes() && sha256.equals(file.sha256());
    }
  }

  Optional<Row> take(CollectedAt version) {
    return Optional.ofNullable(rows.remove(version.epochMillis()));
  }

  Collection<Row> left() {
    return rows.values();
  }

  /// What a file is, and what it should be.
  static String contradiction(FoundFile file, Optional<Row> row) {
    String stored =
        row.map(known -> "%d bytes with the hash %s".formatted(known.sizeBytes(), known.sha256()))
            .or(() -> file.notedSha256().map(hash -> "bytes with the hash " + hash))
            .orElse("other bytes");
    return "it has %d bytes with the hash %s; what was stored were %s"
        .formatted(file.sizeBytes(), file.sha256(), stored);
  }
}
