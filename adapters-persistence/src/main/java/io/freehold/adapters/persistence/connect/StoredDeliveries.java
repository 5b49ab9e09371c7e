package io.freehold.adapters.persistence.connect;

import io.freehold.adapters.persistence.connect.RelayDatabase.Row;
import io.freehold.adapters.persistence.connect.RelayDatabase.Statements;
import io.freehold.adapters.persistence.sql.Millis;
import io.freehold.application.port.Deliveries;
import io.freehold.domain.connect.Delivery;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookEvent.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// The deliveries in a database.
public final class StoredDeliveries implements Deliveries {
  private static final String COLUMNS =
      "SELECT id, type, session_id, request, granted, reason, created_at, tries, since, next_at,"
          + " failure, is_dead FROM deliveries";

  private final RelayDatabase database;

  public StoredDeliveries(RelayDatabase database) {
    this.database = database;
  }

  /// Most rounds find nothing, which is seen without a write. Two that take at once see the same
  /// rows; each row goes to the one who first moves it on.
  @Override
  public List<Delivery> take(Instant now, Instant hiddenUntil, int max) {
    if (database.read(statements -> due(statements, now, 1)).isEmpty()) {
      return List.of();
    }
    return database.write(statements ->
        due(statements, now, max).stream()
            .filter(delivery -> isTaken(statements, delivery, hiddenUntil))
            .toList());
  }

  private static List<Delivery> due(Statements statements, Instant now, int max) {
    return statements.all(
        COLUMNS
            + " WHERE is_dead = 0 AND next_at <= ?"
            + " ORDER BY CASE WHEN tries = 0 THEN 0 ELSE 1 END, next_at, id LIMIT ?",
        StoredDeliveries::delivery,
        Millis.of(now),
        (long) max);
  }

  private static boolean isTaken(Statements statements, Delivery delivery, Instant hiddenUntil) {
    return statements.update(
            "UPDATE deliveries SET next_at = ? WHERE id = ? AND next_at = ? AND is_dead = 0",
            Millis.of(hiddenUntil),
            delivery.event().id(),
            Millis.of(delivery.nextAt()))
        == 1;
  }

  @Override
  public void delivered(String event) {
    change("DELETE FROM deliveries WHERE id = ?", event);
  }

  @Override
  public void postpone(String event, Instant until, String why) {
    change(
        "UPDATE deliveries SET tries = tries + 1, next_at = ?, failure = ? WHERE id = ?",
        Millis.of(until),
        why,
        event);
  }

  @Override
  public void bury(String event, String why) {
    change(
        "UPDATE deliveries SET tries = tries + 1, failure = ?, is_dead = 1 WHERE id = ?",
        why,
        event);
  }

  private int change(String sql, Object... values) {
    return database.write(statements -> statements.update(sql, values));
  }

  @Override
  public List<Delivery> waiting(int max) {
    return listed(" WHERE is_dead = 0 ORDER BY since, id LIMIT ?", max);
  }

  @Override
  public List<Delivery> dead(int max) {
    return listed(" WHERE is_dead = 1 ORDER BY since DESC, id LIMIT ?", max);
  }

  private List<Delivery> listed(String where, int max) {
    return database.read(
        statements -> statements.all(COLUMNS + where, StoredDeliveries::delivery, (long) max));
  }

  @Override
  public boolean replay(String event, Instant now) {
    return change(
            "UPDATE deliveries SET is_dead = 0, tries = 0, since = ?, next_at = ?, failure = NULL"
                + " WHERE id = ? AND is_dead = 1",
            Millis.of(now),
            Millis.of(now),
            event)
        == 1;
  }

  @Override
  public int replayAll(Instant now) {
    return change(
        "UPDATE deliveries SET is_dead = 0, tries = 0, since = ?, next_at = ?, failure = NULL"
            + " WHERE is_dead = 1",
        Millis.of(now),
        Millis.of(now));
  }

  @Override
  public void sweep(Instant deadBefore, int deadMax) {
    var _ = change("DELETE FROM deliveries WHERE is_dead = 1 AND since < ?", Millis.of(deadBefore));
    var _ =
        change(
            "DELETE FROM deliveries WHERE is_dead = 1 AND id NOT IN"
                + " (SELECT id FROM deliveries WHERE is_dead = 1 ORDER BY since DESC, id LIMIT ?)",
            (long) deadMax);
  }

  private static Delivery delivery(Row row) {
    return new Delivery(
        new WebhookEvent(
            row.text(0),
            type(row.text(1)),
            new SessionId(row.text(2)),
            StoredJson.request(row.text(3)),
            row.textIfAny(4).map(StoredJson::grant),
            row.textIfAny(5),
            Millis.instant(row.number(6))),
        (int) row.number(7),
        Millis.instant(row.number(8)),
        Millis.instant(row.number(9)),
        row.textIfAny(10),
        row.number(11) == 1);
  }

  private static Type type(String wire) {
    return Arrays.stream(Type.values())
        .filter(type -> type.wire().equals(wire))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("an event of no known type: " + wire));
  }
}
