package io.freehold.adapters.persistence.registry;

import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.Address;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The table `files`: records of data files, and the tombstones of deleted ones.
final class FileRows {
  private static final EntryTable<FileRegistration> TABLE =
      new EntryTable<>("files", "owner, url, schema_id, changed_at", FileRows::message);
  private static final long SECONDS_MAX = Long.MAX_VALUE / 1_000_000_000 - 1;

  private FileRows() {}

  static Optional<Entry<FileRegistration>> find(Session session, String id) throws SQLException {
    return TABLE.first(session, "WHERE id = ?", id);
  }

  static List<Entry<FileRegistration>> changed(
      Session session, Address owner, Optional<Instant> since, boolean includeDeleted, int limit)
      throws SQLException {
    return TABLE.all(
        session,
        "WHERE owner = ? AND changed_at > ? AND (? OR removed_at IS NULL)"
            + " ORDER BY changed_at, number LIMIT ?",
        owner.value(),
        since.map(FileRows::nanos).orElse(Long.MIN_VALUE),
        includeDeleted ? 1 : 0,
        limit);
  }

  static boolean add(Session session, Entry<FileRegistration> added) throws SQLException {
    String owner = added.message().owner().value();
    Entry<FileRegistration> entry =
        added.isRemoved() ? added : added.addedAt(dated(session, owner, added.addedAt()));
    return TABLE.add(
        session,
        entry,
        entry.message().owner().value(),
        entry.message().url(),
        entry.message().schemaId().value(),
        nanos(entry.removal().map(Removal::at).orElse(entry.addedAt())));
  }

  /// A time that is not before the last change.
  private static Instant dated(Session session, String owner, Instant at) throws SQLException {
    OptionalLong last = session.number("SELECT max(changed_at) FROM files WHERE owner = ?", owner);
    return last.isPresent() && nanos(at) < last.getAsLong()
        ? Instant.EPOCH.plusNanos(last.getAsLong() + 1)
        : at;
  }

  static boolean remove(Session session, String id, Removal asked) throws SQLException {
    Optional<Entry<FileRegistration>> file = find(session, id);
    if (file.isEmpty()) {
      return false;
    }
    Instant at = dated(session, file.get().message().owner().value(), asked.at());
    var removal = new Removal(at, asked.signature());
    return session.update(
            "UPDATE files SET removed_at = ?, removal_signature = ?, changed_at = ?"
                + " WHERE id = ? AND removed_at IS NULL",
            removal.at().toString(),
            removal.signature().value(),
            nanos(removal.at()),
            id)
        == 1;
  }

  /// Nanoseconds since 1970, which a long holds for three centuries; what is beyond is as far.
  private static long nanos(Instant time) {
    long seconds = Math.clamp(time.getEpochSecond(), -SECONDS_MAX, SECONDS_MAX);
    return seconds * 1_000_000_000 + time.getNano();
  }

  private static FileRegistration message(ResultSet row) throws SQLException {
    return new FileRegistration(
        new Address(row.getString("owner")),
        row.getString("url"),
        new SchemaId(row.getString("schema_id")));
  }
}
