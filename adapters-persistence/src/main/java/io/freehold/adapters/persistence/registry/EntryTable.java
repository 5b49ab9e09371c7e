package io.freehold.adapters.persistence.registry;

import io.freehold.adapters.persistence.sql.Row;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.RegistryMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A table of records: the columns that all records share, whatever was signed, and those of the
/// message itself.
final class EntryTable<M extends RegistryMessage> {
  private static final String SHARED =
      "id, signature, signer, added_at, removed_at, removal_signature, status";

  private final String name;
  private final String select;
  private final String insert;
  private final Row<M> message;

  /// @param own the columns of the message, separated by commas
  /// @param message makes a message of them
  EntryTable(String name, String own, Row<M> message) {
    String columns = SHARED + ", " + own;
    int count = columns.split(",", -1).length;
    String values = String.join(", ", Collections.nCopies(count, "?"));
    this.name = name;
    this.select = "SELECT " + columns + " FROM " + name + " ";
    this.insert = "INSERT INTO " + name + " (" + columns + ") VALUES (" + values + ")";
    this.message = message;
  }

  Optional<Entry<M>> first(Session session, String condition, Object... values)
      throws SQLException {
    return session.first(select + condition, this::entry, values);
  }

  List<Entry<M>> all(Session session, String condition, Object... values) throws SQLException {
    return session.all(select + condition, this::entry, values);
  }

  /// The records that have an address in a column, newest first.
  Listing<Entry<M>> of(Session session, String column, Address address, Page page)
      throws SQLException {
    return page(session, page, "WHERE " + column + " = ?", address.value());
  }

  /// The records for which a condition holds, newest first; fewer than the page may have where they
  /// are large.
  Listing<Entry<M>> page(Session session, Page page, String condition, Object... values)
      throws SQLException {
    return new Listing<>(
        session.until(
            new PageRoom()::isFullWith,
            select + condition + newestFirst(page),
            this::entry,
            values),
        session.number("SELECT count(*) FROM " + name + " " + condition, values).orElseThrow(),
        page);
  }

  private static String newestFirst(Page page) {
    return " ORDER BY number DESC LIMIT " + page.limit() + " OFFSET " + page.offset();
  }

  /// Puts a record in the place of the one that has an address in a column.
  int replace(
      Session session, String column, Address address, Entry<M> entry, @Nullable Object... own)
      throws SQLException {
    session.update("DELETE FROM " + name + " WHERE " + column + " = ?", address.value());
    return session.update(insert, values(entry, own));
  }

  /// False when there is a record of that id.
  boolean add(Session session, Entry<M> entry, @Nullable Object... own) throws SQLException {
    return session.update(insert + " ON CONFLICT (id) DO NOTHING", values(entry, own)) == 1;
  }

  private static @Nullable Object[] values(Entry<?> entry, @Nullable Object... own) {
    var values = new ArrayList<@Nullable Object>();
    values.add(entry.id());
    values.add(entry.signature().value());
    values.add(entry.signer().value());
    values.add(entry.addedAt().toString());
    values.add(entry.removal().map(removal -> removal.at().toString()));
    values.add(entry.removal().map(removal -> removal.signature().value()));
    values.add(entry.status().name());
    values.addAll(Arrays.asList(own));
    return values.toArray();
  }

  private Entry<M> entry(ResultSet row) throws SQLException {
    return new Entry<>(
        row.getString("id"),
        message.of(row),
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
}
