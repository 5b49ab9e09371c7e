package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.sql.Snapshot;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.util.List;
import java.util.Optional;

/// Which versions were deleted, as a database nobody has open says.
final class DeletedVersions {
  private final Optional<Snapshot> state;
  private Optional<Deleted> last = Optional.empty();

  /// @param state empty when there is none that can be read
  DeletedVersions(Optional<Snapshot> state) {
    this.state = state;
  }

  private record Deleted(Scope scope, long through, boolean isPending) {}

  List<Scope> unfinished() {
    return state
        .map(known ->
            known.read(session ->
                session.all(
                    "SELECT scope FROM deletions WHERE is_pending = 1",
                    row -> new Scope(row.getString(1)))))
        .orElse(List.of());
  }

  boolean isFinished(Scope scope, CollectedAt version) {
    Deleted deleted = of(scope);
    return version.epochMillis() <= deleted.through() && !deleted.isPending();
  }

  boolean isUnfinished(Scope scope, CollectedAt version) {
    Deleted deleted = of(scope);
    return version.epochMillis() <= deleted.through() && deleted.isPending();
  }

  /// Files are asked about scope by scope, so the last answer is the one to keep.
  private Deleted of(Scope scope) {
    if (last.filter(known -> known.scope().equals(scope)).isEmpty()) {
      last = Optional.of(read(scope));
    }
    return last.orElseThrow();
  }

  private Deleted read(Scope scope) {
    return state
        .flatMap(known ->
            known.read(session ->
                session.first(
                    "SELECT through, is_pending FROM deletions WHERE scope = ?",
                    row -> new Deleted(scope, row.getLong(1), row.getInt(2) == 1),
                    scope.value())))
        .orElseGet(() -> new Deleted(scope, -1, false));
  }
}
