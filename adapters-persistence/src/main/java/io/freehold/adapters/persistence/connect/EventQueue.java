package io.freehold.adapters.persistence.connect;

import io.freehold.adapters.persistence.connect.RelayDatabase.Statements;
import io.freehold.adapters.persistence.sql.Millis;
import io.freehold.application.port.Deliveries;
import io.freehold.domain.connect.WebhookEvent;

/// Puts events among the deliveries, in the transaction of what they tell of.
final class EventQueue {
  private final int eventsMax;

  EventQueue(int eventsMax) {
    this.eventsMax = eventsMax;
  }

  void add(Statements statements, WebhookEvent event) {
    boolean isFull = isFull(statements);
    var _ =
        statements.update(
            "INSERT INTO deliveries (id, type, session_id, request, granted, reason, created_at,"
                + " tries, since, next_at, failure, is_dead)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            event.id(),
            event.type().wire(),
            event.session().value(),
            StoredJson.of(event.request()),
            event.grant().map(StoredJson::of).orElse(null),
            event.reason().orElse(null),
            Millis.of(event.createdAt()),
            0L,
            Millis.of(event.createdAt()),
            Millis.of(event.createdAt()),
            isFull ? Deliveries.QUEUE_IS_FULL : null,
            isFull ? 1L : 0L);
  }

  private boolean isFull(Statements statements) {
    return statements
            .all(
                "SELECT count(*) FROM (SELECT 1 FROM deliveries WHERE is_dead = 0 LIMIT ?) AS queue",
                row -> row.number(0),
                (long) eventsMax)
            .getFirst()
        >= eventsMax;
  }
}
