package io.freehold.adapters.persistence.upkeep;

import io.freehold.adapters.persistence.sql.CopiedDatabase;
import io.freehold.adapters.persistence.sql.Migrations;
import java.nio.file.Path;

/// What an owner took back after a backup was made: data he deleted, grants, tokens and rules he
/// revoked. An older backup does not bring it back where that is known (R10).
public final class LaterDeletions {
  private static final Migrations MIGRATIONS = new Migrations("state");

  private final CopiedDatabase state;

  /// @param state the state of a backup
  public LaterDeletions(Path state) {
    this.state = new CopiedDatabase(state);
  }

  /// Takes them over from the state of a home that is replaced, if it is the same owner's.
  /// Deletions are pending again: the next start removes what came back.
  public void takeFrom(Path replaced) {
    state.migrate(MIGRATIONS);
    new CopiedDatabase(replaced).migrate(MIGRATIONS);
    state.change(
        replaced,
        session -> {
          boolean isTheSameOwners =
              session
                      .number(
                          "SELECT count(*) FROM main.owner m JOIN old.owner o ON m.address = o.address")
                      .orElse(0)
                  > 0;
          if (!isTheSameOwners) {
            return 0;
          }
          session.update(
              "INSERT INTO main.deletions (scope, through, is_pending)"
                  + " SELECT scope, through, 1 FROM old.deletions WHERE TRUE"
                  + " ON CONFLICT (scope) DO UPDATE SET through = max(through, excluded.through),"
                  + " is_pending = 1");
          session.update(
              "INSERT OR IGNORE INTO main.revocations (grant_id, revoked_at)"
                  + " SELECT grant_id, revoked_at FROM old.revocations ORDER BY number");
          session.update(
              "INSERT INTO main.dropped_versions (scope, collected_at, is_pending)"
                  + " SELECT scope, collected_at, 1 FROM old.dropped_versions d"
                  // One that was given another name is not deleted, and the backup may know the old
                  // name alone.
                  + " WHERE NOT EXISTS (SELECT 1 FROM old.renumberings r"
                  + " WHERE r.scope = d.scope AND r.collected_at = d.collected_at)"
                  + " ON CONFLICT DO UPDATE SET is_pending = 1");
          session.update(
              "INSERT OR IGNORE INTO main.removals (file_id, url, place, is_tombstone)"
                  + " SELECT file_id, url, place, is_tombstone FROM old.removals ORDER BY number");
          session.update(
              "UPDATE main.auto_approvals SET"
                  + " revoked_at = coalesce(main.auto_approvals.revoked_at, o.revoked_at),"
                  + " uses_left = min(main.auto_approvals.uses_left, o.uses_left)"
                  + " FROM old.auto_approvals o WHERE o.id = main.auto_approvals.id");
          return session.update(
              "UPDATE main.owner_tokens SET revoked_at = o.revoked_at FROM old.owner_tokens o"
                  + " WHERE o.id = main.owner_tokens.id AND main.owner_tokens.revoked_at IS NULL"
                  + " AND o.revoked_at IS NOT NULL");
        });
  }
}
