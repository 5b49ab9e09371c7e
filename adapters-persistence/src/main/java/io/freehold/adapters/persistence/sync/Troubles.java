package io.freehold.adapters.persistence.sync;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Millis;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.domain.sync.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `troubles`: what could not be synced yet, and why.
public final class Troubles {
  private static final String TROUBLE =
      "SELECT subject, kind, message, attempts, first_seen_at, last_seen_at, retry_at"
          + " FROM troubles ";

  private final Database state;

  public Troubles(Database state) {
    this.state = state;
  }

  public void remember(Trouble trouble) {
    var _ = state.write(session -> put(session, "INSERT OR REPLACE", trouble));
  }

  /// What is known about a subject already stays.
  public void rememberNew(List<Trouble> troubles) {
    if (!troubles.isEmpty()) {
      var _ =
          state.write(session -> {
            int added = 0;
            for (Trouble trouble : troubles) {
              added += put(session, "INSERT OR IGNORE", trouble);
            }
            return added;
          });
    }
  }

  private static int put(Session session, String insert, Trouble trouble) throws SQLException {
    return session.update(
        insert
            + " INTO troubles (subject, kind, message, attempts, first_seen,"
            + " first_seen_at, last_seen_at, retry_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        trouble.subject(),
        trouble.kind().name(),
        trouble.message(),
        trouble.attempts(),
        Millis.of(trouble.firstSeenAt()),
        trouble.firstSeenAt().toString(),
        trouble.lastSeenAt().toString(),
        trouble.retryAt().toString());
  }

  public Optional<Trouble> find(String subject) {
    return state.read(
        session -> session.first(TROUBLE + "WHERE subject = ?", Troubles::trouble, subject));
  }

  /// What is settled already costs no write.
  public void settle(String subject) {
    if (find(subject).isPresent()) {
      var _ =
          state.write(session -> session.update("DELETE FROM troubles WHERE subject = ?", subject));
    }
  }

  public void retryNow() {
    var _ =
        state.write(session ->
            session.update("UPDATE troubles SET retry_at = ?", Instant.EPOCH.toString()));
  }

  public List<Trouble> oldest(int limit) {
    return state.read(session ->
        session.all(TROUBLE + "ORDER BY first_seen, subject LIMIT ?", Troubles::trouble, limit));
  }

  public long count() {
    return state.read(session -> session.number("SELECT count(*) FROM troubles")).orElse(0);
  }

  private static Trouble trouble(ResultSet row) throws SQLException {
    return new Trouble(
        row.getString(1),
        Trouble.Kind.valueOf(row.getString(2)),
        row.getString(3),
        row.getInt(4),
        Instant.parse(row.getString(5)),
        Instant.parse(row.getString(6)),
        Instant.parse(row.getString(7)));
  }
}
