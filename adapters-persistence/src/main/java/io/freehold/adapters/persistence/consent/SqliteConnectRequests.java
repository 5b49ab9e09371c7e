package io.freehold.adapters.persistence.consent;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.application.port.ConnectRequests;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The connect requests in `state.db`.
public final class SqliteConnectRequests implements ConnectRequests {
  private static final String SELECT =
      "SELECT session, secret, asked, app, received_at, expires_at, state, consent, grant_id,"
          + " reason, ended_at FROM connect_requests ";
  private static final long SECONDS_MAX = Long.MAX_VALUE / 1_000_000_000 - 1;

  private final Database state;

  public SqliteConnectRequests(Database state) {
    this.state = state;
  }

  @Override
  public Optional<ConnectRequest> find(SessionId id) {
    return state.read(session -> find(session, id));
  }

  private static Optional<ConnectRequest> find(Session session, SessionId id) throws SQLException {
    return session.first(SELECT + "WHERE session = ?", SqliteConnectRequests::request, id.value());
  }

  @Override
  public boolean add(ConnectRequest request) {
    RequestState state = RequestState.of(request.state());
    return this.state.<Integer>write(session ->
        session.update(
            "INSERT INTO connect_requests (session, secret, asked, app, received_at,"
                + " expires_at, state, is_over, consent, grant_id, reason, ended_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            request.id().value(),
            request.secret().reveal(),
            ConsentJson.of(request.asked()),
            request.app().map(ConsentJson::of),
            nanos(request.receivedAt()),
            nanos(request.expiresAt()),
            state.name(),
            request.isOver() ? 1 : 0,
            state.consent(),
            state.grant(),
            state.reason(),
            state.endedAt()))
        == 1;
  }

  @Override
  public boolean change(ConnectRequest before, ConnectRequest next) {
    RequestState state = RequestState.of(next.state());
    return this.state.<Integer>write(session -> {
      boolean isAsBefore =
          find(session, before.id())
              .filter(found -> found.state().equals(before.state()))
              .isPresent();
      return isAsBefore
          ? session.update(
              "UPDATE connect_requests SET secret = ?, app = ?, state = ?, is_over = ?,"
                  + " consent = ?, grant_id = ?, reason = ?, ended_at = ? WHERE session = ?",
              next.secret().reveal(),
              next.app().map(ConsentJson::of),
              state.name(),
              next.isOver() ? 1 : 0,
              state.consent(),
              state.grant(),
              state.reason(),
              state.endedAt(),
              before.id().value())
          : 0;
    })
        == 1;
  }

  @Override
  public Listing<ConnectRequest> list(Page page) {
    return state.read(session ->
        new Listing<>(
            session.all(
                SELECT + "ORDER BY number DESC LIMIT ? OFFSET ?",
                SqliteConnectRequests::request,
                page.limit(),
                page.offset()),
            session.number("SELECT count(*) FROM connect_requests").orElseThrow(),
            page));
  }

  @Override
  public long openCount() {
    return state.read(session ->
        session.number("SELECT count(*) FROM connect_requests WHERE is_over = 0").orElseThrow());
  }

  @Override
  public List<ConnectRequest> due(Instant now, int limit) {
    return state.read(session ->
        session.all(
            SELECT
                + "WHERE is_over = 0 AND (state <> 'waiting' OR expires_at <= ?)"
                + " ORDER BY number LIMIT ?",
            SqliteConnectRequests::request,
            nanos(now),
            limit));
  }

  @Override
  public long forgetBefore(Instant time) {
    return state.<Integer>write(session ->
        session.update(
            "DELETE FROM connect_requests WHERE is_over = 1 AND received_at < ?", nanos(time)));
  }

  /// Nanoseconds since 1970, which a long holds for three centuries; what is beyond is as far.
  private static long nanos(Instant time) {
    long seconds = Math.clamp(time.getEpochSecond(), -SECONDS_MAX, SECONDS_MAX);
    return seconds * 1_000_000_000 + time.getNano();
  }

  private static ConnectRequest request(ResultSet row) throws SQLException {
    return new ConnectRequest(
        new SessionId(row.getString("session")),
        new Secret(row.getString("secret")),
        ConsentJson.asked(row.getString("asked")),
        Instant.EPOCH.plusNanos(row.getLong("received_at")),
        Instant.EPOCH.plusNanos(row.getLong("expires_at")),
        Optional.ofNullable(row.getString("app")).map(ConsentJson::app),
        RequestState.read(row));
  }
}
