package io.freehold.adapters.persistence.connect;

import io.freehold.adapters.persistence.connect.RelayDatabase.Act;
import io.freehold.adapters.persistence.connect.RelayDatabase.Row;
import io.freehold.adapters.persistence.connect.RelayDatabase.Statements;
import io.freehold.adapters.persistence.sql.Millis;
import io.freehold.application.port.Sessions;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.SecretHash;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.connect.WebhookEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sessions in a database.
public final class StoredSessions implements Sessions {
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
  private static final String COLUMNS =
      "SELECT id, request, state, outcome, secret_hash, created_at, expires_at FROM sessions";

  private final RelayDatabase database;
  private final EventQueue events;

  /// @param eventsMax that may be on their way
  public StoredSessions(RelayDatabase database, int eventsMax) {
    this.database = database;
    this.events = new EventQueue(eventsMax);
  }

  @Override
  public void add(Session session, int openMax, int openOfOneBuilderMax) {
    var _ =
        database.writeIfThereIsPlenty(statements -> {
          mustHaveRoom(statements, session, openMax, openOfOneBuilderMax);
          return insert(statements, session);
        });
  }

  /// Keeps a session for which there is room.
  void add(Session session) {
    var _ = database.writeIfThereIsPlenty(statements -> insert(statements, session));
  }

  private static int insert(Statements statements, Session session) {
    return statements.update(
        "INSERT INTO sessions (id, builder, owner, request, state, outcome, secret_hash,"
            + " created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        session.id().value(),
        session.request().builder().value(),
        session.request().owner().map(Address::value).orElse(null),
        StoredJson.of(session.request()),
        nameOf(session.state()),
        outcomeOf(session.state()),
        session.secret().value(),
        Millis.of(session.createdAt()),
        Millis.of(session.expiresAt()));
  }

  private static void mustHaveRoom(
      Statements statements, Session session, int openMax, int openOfOneBuilderMax) {
    long now = Millis.of(session.createdAt());
    long ofThisBuilder = openOf(statements, session.request().builder(), now, openOfOneBuilderMax);
    if (ofThisBuilder >= openOfOneBuilderMax || open(statements, now, openMax) >= openMax) {
      throw new Problem.TooManySessions(RETRY_AFTER).asException();
    }
  }

  private static long openOf(Statements statements, Address builder, long now, long max) {
    return count(
        statements,
        "SELECT count(*) FROM (SELECT 1 FROM sessions WHERE state IN ('pending', 'claimed')"
            + " AND builder = ? AND expires_at > ? LIMIT ?) AS open",
        builder.value(),
        now,
        max);
  }

  private static long open(Statements statements, long now, long max) {
    return count(
        statements,
        "SELECT count(*) FROM (SELECT 1 FROM sessions WHERE state IN ('pending', 'claimed')"
            + " AND expires_at > ? LIMIT ?) AS open",
        now,
        max);
  }

  /// How many are open, in all.
  long countOpen(Instant now) {
    return database.read(statements -> open(statements, Millis.of(now), Long.MAX_VALUE));
  }

  /// How many of a builder are open.
  long countOpenOf(Address builder, Instant now) {
    return database.read(statements -> openOf(statements, builder, Millis.of(now), Long.MAX_VALUE));
  }

  private static long count(Statements statements, String sql, Object... values) {
    return statements.all(sql, row -> row.number(0), values).getFirst();
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return database.read(statements ->
        statements.all(COLUMNS + " WHERE id = ?", StoredSessions::session, id.value()).stream()
            .findFirst());
  }

  /// The state and the secret tell every session from the one it was: a state is never come back
  /// to, and who opens one without its secret gives it a new one. On a full disk an owner can still
  /// say no.
  @Override
  public boolean replace(Session before, Session after, Optional<WebhookEvent> event) {
    Act<Boolean> step = statements -> isReplaced(statements, before, after, event);
    return after.state() instanceof SessionState.Approved
        ? database.writeIfThereIsPlenty(step)
        : database.write(step);
  }

  private boolean isReplaced(
      Statements statements, Session before, Session after, Optional<WebhookEvent> event) {
    int changed =
        statements.update(
            "UPDATE sessions SET state = ?, outcome = ?, secret_hash = ?"
                + " WHERE id = ? AND state = ? AND secret_hash = ?",
            nameOf(after.state()),
            outcomeOf(after.state()),
            after.secret().value(),
            before.id().value(),
            nameOf(before.state()),
            before.secret().value());
    if (changed == 0) {
      return false;
    }
    event.ifPresent(told -> tell(statements, after, told));
    database.announce(statements, after.id().value());
    return true;
  }

  private void tell(Statements statements, Session session, WebhookEvent event) {
    events.add(statements, event);
    if (session.state() instanceof SessionState.Approved(var grant)) {
      var _ =
          statements.update(
              "INSERT INTO grant_watches (session_id, grant_id, request, granted, next_look,"
                  + " expires_at) VALUES (?, ?, ?, ?, ?, ?)",
              session.id().value(),
              grant.grant().value(),
              StoredJson.of(session.request()),
              StoredJson.of(grant),
              Millis.of(event.createdAt()),
              Millis.of(grant.expiresAt()));
    }
  }

  @Override
  public List<SessionId> waitingFor(Address owner, Instant now, int max) {
    return database.read(statements ->
        statements.all(
            "SELECT id FROM sessions WHERE state = 'pending' AND owner = ? AND expires_at > ?"
                + " ORDER BY created_at, id LIMIT ?",
            row -> new SessionId(row.text(0)),
            owner.value(),
            Millis.of(now),
            (long) max));
  }

  @Override
  public int sweep(Instant expiredBefore) {
    return database.write(statements ->
        statements.update("DELETE FROM sessions WHERE expires_at < ?", Millis.of(expiredBefore)));
  }

  private static Session session(Row row) {
    return new Session(
        new SessionId(row.text(0)),
        StoredJson.request(row.text(1)),
        state(row.text(2), row.textIfAny(3)),
        new SecretHash(row.text(4)),
        Millis.instant(row.number(5)),
        Millis.instant(row.number(6)));
  }

  private static String nameOf(SessionState state) {
    return switch (state) {
      case SessionState.Pending _ -> "pending";
      case SessionState.Claimed _ -> "claimed";
      case SessionState.Approved _ -> "approved";
      case SessionState.Denied _ -> "denied";
    };
  }

  private static @Nullable String outcomeOf(SessionState state) {
    return switch (state) {
      case SessionState.Pending _, SessionState.Claimed _ -> null;
      case SessionState.Approved(SessionGrant grant) -> StoredJson.of(grant);
      case SessionState.Denied(Optional<String> reason) -> reason.orElse(null);
    };
  }

  private static SessionState state(String name, Optional<String> outcome) {
    return switch (name) {
      case "pending" -> new SessionState.Pending();
      case "claimed" -> new SessionState.Claimed();
      case "approved" -> new SessionState.Approved(StoredJson.grant(outcome.orElseThrow()));
      case "denied" -> new SessionState.Denied(outcome);
      default -> throw new IllegalStateException("a session in no known state: " + name);
    };
  }
}
