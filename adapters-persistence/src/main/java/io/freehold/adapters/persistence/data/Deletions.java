package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Which versions were deleted. They are written down apart from the index, and before anything is
/// removed, so that a deletion stays one whatever is lost on the way (R10).
final class Deletions {
  /// What was noted of single versions, which a deletion covers.
  private static final List<String> SINGLE =
      List.of("dropped_versions", "renumberings", "noted_uploads");

  private final Database state;

  Deletions(Database state) {
    this.state = state;
  }

  /// The versions of a scope up to and including one.
  record Deletion(Scope scope, CollectedAt through) {}

  /// From here on the versions are deleted, even if removing them takes until after a restart, and
  /// their copies elsewhere are to be removed.
  void begin(Deletion deletion) {
    var _ =
        state.write(session -> {
          removeCopies(session, deletion);
          return session.update(
              "INSERT INTO deletions (scope, through, is_pending) VALUES (?1, ?2, 1)"
                  + " ON CONFLICT (scope) DO UPDATE SET through = max(through, ?2), is_pending = 1",
              deletion.scope().value(),
              deletion.through().epochMillis());
        });
  }

  /// Of the versions, nothing is to be remembered but that they are deleted.
  private static void removeCopies(Session session, Deletion deletion) throws SQLException {
    FileLinks.toRemovals(session, deletion.scope(), deletion.through());
    for (String table : SINGLE) {
      session.update(
          "DELETE FROM " + table + " WHERE scope = ? AND collected_at <= ?",
          deletion.scope().value(),
          deletion.through().epochMillis());
    }
  }

  /// Nothing of them is left. A later deletion of the same scope that has not come so far stays
  /// pending.
  void finish(Deletion deletion) {
    var _ =
        state.write(session -> {
          removeCopies(session, deletion);
          return session.update(
              "UPDATE deletions SET is_pending = 0 WHERE scope = ? AND through = ?",
              deletion.scope().value(),
              deletion.through().epochMillis());
        });
  }

  Optional<Deletion> find(Scope scope) {
    return state
        .read(session ->
            session.number("SELECT through FROM deletions WHERE scope = ?", scope.value()))
        .stream()
        .mapToObj(through -> new Deletion(scope, CollectedAt.ofMillis(through)))
        .findAny();
  }

  boolean covers(Scope scope, CollectedAt version) {
    return find(scope).filter(deletion -> version.compareTo(deletion.through()) <= 0).isPresent();
  }

  boolean isPending(Scope scope) {
    return state
        .read(session ->
            session.number(
                "SELECT 1 FROM deletions WHERE is_pending = 1 AND scope = ?", scope.value()))
        .isPresent();
  }

  List<Deletion> pending() {
    return where("is_pending = 1");
  }

  List<Deletion> all() {
    return where("TRUE");
  }

  private List<Deletion> where(String condition) {
    return state.read(session ->
        session.all(
            "SELECT scope, through FROM deletions WHERE " + condition,
            row ->
                new Deletion(new Scope(row.getString(1)), CollectedAt.ofMillis(row.getLong(2)))));
  }
}
