package io.freehold.adapters.persistence.registry;

import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.Address;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The table `servers`: one row a server address.
final class ServerRows {
  private static final String SELECT =
      "SELECT " + EntryColumns.NAMES + ", owner, server, public_key, server_url FROM servers ";

  private ServerRows() {}

  static Optional<Entry<ServerRegistration>> find(Session session, Address server)
      throws SQLException {
    return session.first(SELECT + "WHERE server = ?", ServerRows::entry, server.value());
  }

  static Optional<Entry<ServerRegistration>> findNewestOf(Session session, Address owner)
      throws SQLException {
    return session.first(
        SELECT + "WHERE owner = ? AND removed_at IS NULL ORDER BY number DESC LIMIT 1",
        ServerRows::entry,
        owner.value());
  }

  static int save(Session session, Entry<ServerRegistration> entry) throws SQLException {
    ServerRegistration server = entry.message();
    session.update("DELETE FROM servers WHERE server = ?", server.server().value());
    return session.update(
        "INSERT INTO servers (id, signature, signer, added_at, removed_at, removal_signature,"
            + " status, owner, server, public_key, server_url)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.id(),
        entry.signature().value(),
        entry.signer().value(),
        entry.addedAt().toString(),
        EntryColumns.removedAt(entry),
        EntryColumns.removalSignature(entry),
        entry.status().name(),
        server.owner().value(),
        server.server().value(),
        server.publicKey(),
        server.serverUrl());
  }

  private static Entry<ServerRegistration> entry(ResultSet row) throws SQLException {
    return EntryColumns.entry(
        row,
        new ServerRegistration(
            new Address(row.getString("owner")),
            new Address(row.getString("server")),
            row.getString("public_key"),
            row.getString("server_url")));
  }
}
