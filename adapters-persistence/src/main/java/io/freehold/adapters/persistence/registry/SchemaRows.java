package io.freehold.adapters.persistence.registry;

import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.Address;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.SchemaRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The table `schemas`: all that were ever registered; the newest of a scope is the one in use.
final class SchemaRows {
  private static final String SELECT =
      "SELECT id, owner, name, scope, definition_url, definition, added_at FROM schemas ";

  private SchemaRows() {}

  static Optional<SchemaRecord> find(Session session, SchemaId id) throws SQLException {
    return session.first(SELECT + "WHERE id = ?", SchemaRows::schema, id.value());
  }

  static Optional<SchemaRecord> find(Session session, Scope scope) throws SQLException {
    return session.first(
        SELECT + "WHERE scope = ? ORDER BY number DESC LIMIT 1", SchemaRows::schema, scope.value());
  }

  static Listing<SchemaRecord> all(Session session, Page page) throws SQLException {
    return new Listing<>(
        session.all(
            SELECT + "ORDER BY scope, number DESC LIMIT ? OFFSET ?",
            SchemaRows::schema,
            page.limit(),
            page.offset()),
        session.number("SELECT count(*) FROM schemas").orElseThrow(),
        page);
  }

  static boolean add(Session session, SchemaRecord schema) throws SQLException {
    return session.update(
            "INSERT INTO schemas (id, owner, name, scope, definition_url, definition, added_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            schema.id().value(),
            schema.owner().value(),
            schema.name(),
            schema.scope().value(),
            schema.definitionUrl(),
            schema.definition(),
            schema.addedAt().toString())
        == 1;
  }

  private static SchemaRecord schema(ResultSet row) throws SQLException {
    return new SchemaRecord(
        new SchemaId(row.getString(1)),
        new Address(row.getString(2)),
        row.getString(3),
        new Scope(row.getString(4)),
        row.getString(5),
        row.getString(6),
        Instant.parse(row.getString(7)));
  }
}
