package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Single versions that are gone for good, because their record became a tombstone or because they
/// were given another name. Like deletions they are written down before anything is removed, so
/// that neither a crash nor a lost index brings one back (R10).
final class DroppedVersions {
  private static final String DROPPED = "SELECT scope, collected_at FROM dropped_versions WHERE ";

  private final Database state;

  DroppedVersions(Database state) {
    this.state = state;
  }

  /// One version.
  record Name(Scope scope, CollectedAt version) {}

  /// From here on the version is gone, even if removing it takes until after a restart. To be
  /// called within the transaction that takes away what it stood for.
  static void begin(Session session, Name name) throws SQLException {
    session.update(
        "INSERT OR REPLACE INTO dropped_versions (scope, collected_at, is_pending)"
            + " VALUES (?, ?, 1)",
        name.scope().value(),
        name.version().epochMillis());
  }

  /// Nothing of it is left.
  void finish(Name name) {
    var _ =
        state.write(session ->
            session.update(
                "UPDATE dropped_versions SET is_pending = 0 WHERE scope = ? AND collected_at = ?",
                name.scope().value(),
                name.version().epochMillis()));
  }

  /// It is about to come anew.
  void forgive(Name name) {
    var _ =
        state.write(session ->
            session.update(
                "DELETE FROM dropped_versions WHERE scope = ? AND collected_at = ?",
                name.scope().value(),
                name.version().epochMillis()));
  }

  boolean has(Name name) {
    return state
        .read(session ->
            session.number(
                "SELECT 1 FROM dropped_versions WHERE scope = ? AND collected_at = ?",
                name.scope().value(),
                name.version().epochMillis()))
        .isPresent();
  }

  List<Name> pending() {
    return state.read(session -> session.all(DROPPED + "is_pending = 1", DroppedVersions::name));
  }

  List<Name> all() {
    return state.read(session -> session.all(DROPPED + "TRUE", DroppedVersions::name));
  }

  List<Name> of(Scope scope) {
    return state.read(
        session -> session.all(DROPPED + "scope = ?", DroppedVersions::name, scope.value()));
  }

  private static Name name(ResultSet row) throws SQLException {
    return new Name(new Scope(row.getString(1)), CollectedAt.ofMillis(row.getLong(2)));
  }
}
