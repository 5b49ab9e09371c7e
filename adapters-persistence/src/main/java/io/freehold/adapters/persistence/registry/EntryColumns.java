package io.freehold.adapters.persistence.registry;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.RegistryMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The columns that all records share, whatever was signed.
final class EntryColumns {
  static final String NAMES =
      "id, signature, signer, added_at, removed_at, removal_signature, status";

  private EntryColumns() {}

  static <M extends RegistryMessage> Entry<M> entry(ResultSet row, M message) throws SQLException {
    return new Entry<>(
        row.getString("id"),
        message,
        new Signature(row.getString("signature")),
        new Address(row.getString("signer")),
        Instant.parse(row.getString("added_at")),
        removal(row),
        ChainStatus.valueOf(row.getString("status")));
  }

  private static Optional<Removal> removal(ResultSet row) throws SQLException {
    String at = row.getString("removed_at");
    return at == null
        ? Optional.empty()
        : Optional.of(
            new Removal(Instant.parse(at), new Signature(row.getString("removal_signature"))));
  }

  static Optional<String> removedAt(Entry<?> entry) {
    return entry.removal().map(removal -> removal.at().toString());
  }

  static Optional<String> removalSignature(Entry<?> entry) {
    return entry.removal().map(removal -> removal.signature().value());
  }
}
