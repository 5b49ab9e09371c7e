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
  private static final EntryTable<BuilderRegistration> TABLE =
      new EntryTable<>("builders", "owner, grantee, public_key, app_url", BuilderRows::message);

  private BuilderRows() {}

  static Optional<Entry<BuilderRegistration>> find(Session session, Address grantee)
      throws SQLException {
    return TABLE.first(session, "WHERE grantee = ?", grantee.value());
  }

  static Optional<Entry<BuilderRegistration>> find(Session session, String id) throws SQLException {
    return TABLE.first(session, "WHERE id = ?", id);
  }

  static int save(Session session, Entry<BuilderRegistration> entry) throws SQLException {
    BuilderRegistration builder = entry.message();
    return TABLE.replace(
        session,
        "grantee",
        builder.grantee(),
        entry,
        builder.owner().value(),
        builder.grantee().value(),
        builder.publicKey(),
        builder.appUrl());
  }

  private static BuilderRegistration message(ResultSet row) throws SQLException {
    return new BuilderRegistration(
        new Address(row.getString("owner")),
        new Address(row.getString("grantee")),
        row.getString("public_key"),
        row.getString("app_url"));
  }
}
