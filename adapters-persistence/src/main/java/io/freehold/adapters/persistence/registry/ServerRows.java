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
  private static final EntryTable<ServerRegistration> TABLE =
      new EntryTable<>("servers", "owner, server, public_key, server_url", ServerRows::message);

  private ServerRows() {}

  static Optional<Entry<ServerRegistration>> find(Session session, Address server)
      throws SQLException {
    return TABLE.first(session, "WHERE server = ?", server.value());
  }

  static Optional<Entry<ServerRegistration>> findNewestOf(Session session, Address owner)
      throws SQLException {
    return TABLE.first(
        session,
        "WHERE owner = ? AND removed_at IS NULL ORDER BY number DESC LIMIT 1",
        owner.value());
  }

  static int save(Session session, Entry<ServerRegistration> entry) throws SQLException {
    ServerRegistration server = entry.message();
    return TABLE.replace(
        session,
        "server",
        server.server(),
        entry,
        server.owner().value(),
        server.server().value(),
        server.publicKey(),
        server.serverUrl());
  }

  private static ServerRegistration message(ResultSet row) throws SQLException {
    return new ServerRegistration(
        new Address(row.getString("owner")),
        new Address(row.getString("server")),
        row.getString("public_key"),
        row.getString("server_url"));
  }
}
