package io.freehold.adapters.persistence.connect;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A database that holds what the relay keeps. Statements are constants with `?` for values; they
/// are the same for all databases.
public interface RelayDatabase {
  /// Reads what is committed.
  <T> T read(Act<T> act);

  /// All of the act or nothing, on disk when this returns.
  <T> T write(Act<T> act);

  /// The same, for what strangers send: it leaves to others what room is kept free.
  <T> T writeIfThereIsPlenty(Act<T> act);

  /// Tells other relays that work on the same database, once the transaction is on disk.
  void announce(Statements statements, String session);

  /// What to do with a database.
  interface Act<T> {
    T with(Statements statements);
  }

  /// Statements within one transaction.
  interface Statements {
    /// Returns how many rows it changed.
    int update(String sql, @Nullable Object... values);

    <T> List<T> all(String sql, Reading<T> reading, @Nullable Object... values);
  }

  /// Makes a value of a row.
  interface Reading<T> {
    T of(Row row);
  }

  /// A row; columns are counted from 0.
  interface Row {
    String text(int column);

    Optional<String> textIfAny(int column);

    long number(int column);
  }
}
