package io.freehold.adapters.persistence.connect;

import io.freehold.adapters.persistence.connect.RelayDatabase.Row;
import io.freehold.adapters.persistence.connect.RelayDatabase.Statements;
import io.freehold.adapters.persistence.sql.Millis;
import io.freehold.application.port.GrantWatches;
import io.freehold.domain.GrantId;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.WatchedGrant;
import io.freehold.domain.connect.WebhookEvent;
import java.time.Instant;
import java.util.List;

/// The watched grants in a database.
public final class StoredGrantWatches implements GrantWatches {
  private static final String COLUMNS = "SELECT session_id, request, granted FROM grant_watches";

  private final RelayDatabase database;
  private final EventQueue events;

  /// @param eventsMax that may be on their way
  public StoredGrantWatches(RelayDatabase database, int eventsMax) {
    this.database = database;
    this.events = new EventQueue(eventsMax);
  }

  /// Most rounds find nothing, which is seen without a write.
  @Override
  public List<WatchedGrant> due(Instant now, Instant next, int max) {
    if (database.read(statements -> dueNow(statements, now, 1)).isEmpty()) {
      return List.of();
    }
    return database.write(statements -> {
      List<WatchedGrant> due = dueNow(statements, now, max);
      due.forEach(watched -> {
        var _ =
            statements.update(
                "UPDATE grant_watches SET next_look = ? WHERE session_id = ?",
                Millis.of(next),
                watched.session().value());
      });
      return due;
    });
  }

  private static List<WatchedGrant> dueNow(Statements statements, Instant now, int max) {
    return statements.all(
        COLUMNS + " WHERE next_look <= ? OR expires_at <= ? ORDER BY next_look, session_id LIMIT ?",
        StoredGrantWatches::watched,
        Millis.of(now),
        Millis.of(now),
        (long) max);
  }

  @Override
  public List<WatchedGrant> of(GrantId grant) {
    return database.read(statements ->
        statements.all(
            COLUMNS + " WHERE grant_id = ? ORDER BY session_id",
            StoredGrantWatches::watched,
            grant.value()));
  }

  @Override
  public boolean end(WatchedGrant watched, WebhookEvent event) {
    return database.write(statements -> {
      int ended =
          statements.update(
              "DELETE FROM grant_watches WHERE session_id = ?", watched.session().value());
      if (ended == 0) {
        return false;
      }
      events.add(statements, event);
      return true;
    });
  }

  private static WatchedGrant watched(Row row) {
    return new WatchedGrant(
        new SessionId(row.text(0)), StoredJson.request(row.text(1)), StoredJson.grant(row.text(2)));
  }
}
