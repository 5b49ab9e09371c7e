package io.freehold.adapters.persistence.registry;

import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.Address;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The table `builders`: one row a grantee address.
final class BuilderRows {
  private static final String SELECT =
      "SELECT " + EntryColumns.NAMES + ", owner, grantee, public_key, app_url FROM builders ";

  private BuilderRows() {}

  static Optional<Entry<BuilderRegistration>> find(Session session, Address grantee)
      throws SQLException {
    return session.first(SELECT + "WHERE grantee = ?", BuilderRows::entry, grantee.value());
  }

  static Optional<Entry<BuilderRegistration>> find(Session session, String id) throws SQLException {
    return session.first(SELECT + "WHERE id = ?", BuilderRows::entry, id);
  }

  static int save(Session session, Entry<BuilderRegistration> entry) throws SQLException {
    BuilderRegistration builder = entry.message();
    session.update("DELETE FROM builders WHERE grantee = ?", builder.grantee().value());
    return session.update(
        "INSERT INTO builders (id, signature, signer, added_at, removed_at, removal_signature,"
            + " status, owner, grantee, public_key, app_url)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.id(),
        entry.signature().value(),
        entry.signer().value(),
        entry.addedAt().toString(),
        EntryColumns.removedAt(entry),
        EntryColumns.removalSignature(entry),
        entry.status().name(),
        builder.owner().value(),
        builder.grantee().value(),
        builder.publicKey(),
        builder.appUrl());
  }

  private static Entry<BuilderRegistration> entry(ResultSet row) throws SQLException {
    return EntryColumns.entry(
        row,
        new BuilderRegistration(
            new Address(row.getString("owner")),
            new Address(row.getString("grantee")),
            row.getString("public_key"),
            row.getString("app_url")));
  }
}
