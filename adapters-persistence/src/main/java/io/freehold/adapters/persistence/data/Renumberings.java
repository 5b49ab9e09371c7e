package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Which versions were given another name. It is written down before the new name is in the index:
/// after a crash the index tells whether it came so far.
final class Renumberings {
  private static final String RENUMBERING =
      "SELECT scope, collected_at, sha256, renumbered, renumbered_sha256 FROM renumberings ";

  private final Database state;

  Renumberings(Database state) {
    this.state = state;
  }

  /// @param sha256 what tells the version from whatever else had its name, then or now
  record Renumbering(
      Scope scope,
      CollectedAt version,
      String sha256,
      CollectedAt renumbered,
      String renumberedSha256) {
    Name old() {
      return new Name(scope, version);
    }
  }

  void begin(Renumbering renumbering) {
    var _ =
        state.write(session ->
            session.update(
                "INSERT OR REPLACE INTO renumberings (scope, collected_at, sha256, renumbered,"
                    + " renumbered_sha256, is_pending) VALUES (?, ?, ?, ?, ?, 1)",
                renumbering.scope().value(),
                renumbering.version().epochMillis(),
                renumbering.sha256(),
                renumbering.renumbered().epochMillis(),
                renumbering.renumberedSha256()));
  }

  /// It came so far that the old name is gone, with the copies under it.
  void commit(Renumbering renumbering) {
    var _ =
        state.write(session -> {
          FileLinks.toRemovalsAt(session, renumbering.scope(), renumbering.version());
          DroppedVersions.begin(session, renumbering.old());
          return session.update(
              "UPDATE renumberings SET is_pending = 0"
                  + " WHERE scope = ? AND collected_at = ? AND sha256 = ?",
              renumbering.scope().value(),
              renumbering.version().epochMillis(),
              renumbering.sha256());
        });
  }

  /// It never came so far that anybody saw it.
  void abandon(Renumbering renumbering) {
    var _ =
        state.write(session ->
            session.update(
                "DELETE FROM renumberings WHERE scope = ? AND collected_at = ? AND sha256 = ?",
                renumbering.scope().value(),
                renumbering.version().epochMillis(),
                renumbering.sha256()));
  }

  Optional<Renumbering> find(Scope scope, CollectedAt version, String sha256) {
    return state.read(session ->
        session.first(
            RENUMBERING + "WHERE scope = ? AND collected_at = ? AND sha256 = ?",
            Renumberings::renumbering,
            scope.value(),
            version.epochMillis(),
            sha256));
  }

  List<Renumbering> pending() {
    return state.read(
        session -> session.all(RENUMBERING + "WHERE is_pending = 1", Renumberings::renumbering));
  }

  private static Renumbering renumbering(ResultSet row) throws SQLException {
    return new Renumbering(
        new Scope(row.getString(1)),
        CollectedAt.ofMillis(row.getLong(2)),
        row.getString(3),
        CollectedAt.ofMillis(row.getLong(4)),
        row.getString(5));
  }
}
