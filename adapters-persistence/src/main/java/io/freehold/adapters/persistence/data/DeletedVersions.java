package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.adapters.persistence.sql.Snapshot;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which versions were deleted, as a database nobody has open says.
final class DeletedVersions {
  private final Optional<Snapshot> state;
  private Optional<Deleted> last = Optional.empty();

  /// @param state empty when there is none that can be read
  DeletedVersions(Optional<Snapshot> state) {
    this.state = state;
  }

  /// @param dropped single versions, and whether that is unfinished
  private record Deleted(
      Scope scope, long through, boolean isPending, Map<CollectedAt, Boolean> dropped) {
    boolean isFinished(CollectedAt version) {
      return version.epochMillis() <= through && !isPending
          || Boolean.FALSE.equals(dropped.get(version));
    }

    boolean isUnfinished(CollectedAt version) {
      return version.epochMillis() <= through && isPending
          || Boolean.TRUE.equals(dropped.get(version));
    }
  }

  List<Scope> unfinished() {
    return state
        .map(known ->
            known.read(session ->
                session.all(
                    "SELECT scope FROM deletions WHERE is_pending = 1",
                    row -> new Scope(row.getString(1)))))
        .orElse(List.of());
  }

  /// Single versions of which the same is true.
  List<Name> unfinishedVersions() {
    return dropped("is_pending = 1", Optional.empty()).stream().map(Dropped::name).toList();
  }

  boolean isFinished(Scope scope, CollectedAt version) {
    return of(scope).isFinished(version);
  }

  boolean isUnfinished(Scope scope, CollectedAt version) {
    return of(scope).isUnfinished(version);
  }

  private record Dropped(Name name, boolean isPending) {}

  private List<Dropped> dropped(String which, Optional<Scope> scope) {
    return state
        .filter(known -> known.hasTable("dropped_versions"))
        .map(known ->
            known.read(session ->
                session.all(
                    "SELECT scope, collected_at, is_pending FROM dropped_versions WHERE "
                        + which
                        + " AND scope = ifnull(?, scope)",
                    row ->
                        new Dropped(
                            new Name(
                                new Scope(row.getString(1)), CollectedAt.ofMillis(row.getLong(2))),
                            row.getInt(3) == 1),
                    scope.map(Scope::value))))
        .orElse(List.of());
  }

  /// Files are asked about scope by scope, so the last answer is the one to keep.
  private Deleted of(Scope scope) {
    if (last.filter(known -> known.scope().equals(scope)).isEmpty()) {
      last = Optional.of(read(scope));
    }
    return last.orElseThrow();
  }

  private Deleted read(Scope scope) {
    var versions = new HashMap<CollectedAt, Boolean>();
    dropped("TRUE", Optional.of(scope))
        .forEach(dropped -> versions.put(dropped.name().version(), dropped.isPending()));
    return state
        .flatMap(known ->
            known.read(session ->
                session.first(
                    "SELECT through, is_pending FROM deletions WHERE scope = ?",
                    row -> new Deleted(scope, row.getLong(1), row.getInt(2) == 1, versions),
                    scope.value())))
        .orElseGet(() -> new Deleted(scope, -1, false, versions));
  }
}
