package io.freehold.adapters.persistence.grant;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.application.port.Revocations;
import io.freehold.domain.GrantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The revocations in `state.db`. Every grant read asks for one, so all are held in memory as well:
/// an owner makes few.
public final class SqliteRevocations implements Revocations {
  private final Database state;
  private final Map<GrantId, Instant> known = new ConcurrentHashMap<>();

  private record Revocation(GrantId grant, Instant at) {}

  public SqliteRevocations(Database state) {
    this.state = state;
    state
        .read(session ->
            session.all(
                "SELECT grant_id, revoked_at FROM revocations",
                row ->
                    new Revocation(new GrantId(row.getString(1)), Instant.parse(row.getString(2)))))
        .forEach(revocation -> known.put(revocation.grant(), revocation.at()));
  }

  @Override
  public Optional<Instant> find(GrantId grant) {
    return Optional.ofNullable(known.get(grant));
  }

  @Override
  public void add(GrantId grant, Instant revokedAt) {
    add(grant, revokedAt, false);
  }

  @Override
  public void addConfirmed(GrantId grant, Instant revokedAt) {
    add(grant, revokedAt, true);
  }

  private void add(GrantId grant, Instant revokedAt, boolean isConfirmed) {
    Instant first =
        state.write(session -> {
          session.update(
              "INSERT INTO revocations (grant_id, revoked_at, is_confirmed) VALUES (?, ?, ?)"
                  + " ON CONFLICT DO NOTHING",
              grant.value(),
              revokedAt.toString(),
              isConfirmed ? 1 : 0);
          return session
              .first(
                  "SELECT revoked_at FROM revocations WHERE grant_id = ?",
                  row -> Instant.parse(row.getString(1)),
                  grant.value())
              .orElseThrow();
        });
    known.put(grant, first);
  }

  @Override
  public List<GrantId> unconfirmed() {
    return state.read(session ->
        session.all(
            "SELECT grant_id FROM revocations WHERE is_confirmed = 0 ORDER BY number",
            row -> new GrantId(row.getString(1))));
  }

  @Override
  public void confirm(GrantId grant) {
    var _ =
        state.write(session ->
            session.update(
                "UPDATE revocations SET is_confirmed = 1 WHERE grant_id = ?", grant.value()));
  }
}
