package io.freehold.adapters.persistence.consent;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.application.port.AutoApprovals;
import io.freehold.domain.Address;
import io.freehold.domain.connect.AutoApproval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rules in `state.db`. There are few: conditions on their times are judged here.
public final class SqliteAutoApprovals implements AutoApprovals {
  private static final String SELECT =
      "SELECT id, builder, scopes, grant_lifetime, created_at, valid_until, uses_left, revoked_at"
          + " FROM auto_approvals ";

  private final Database state;

  public SqliteAutoApprovals(Database state) {
    this.state = state;
  }

  @Override
  public void add(AutoApproval rule) {
    var _ =
        state.write(session ->
            session.update(
                "INSERT INTO auto_approvals (id, builder, scopes, grant_lifetime, created_at,"
                    + " valid_until, uses_left, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rule.id(),
                rule.builder().value(),
                ConsentJson.of(rule.scopes()),
                rule.grantLifetime().map(Duration::toString),
                rule.createdAt().toString(),
                rule.validUntil().toString(),
                rule.usesLeft(),
                rule.revokedAt().map(Instant::toString)));
  }

  @Override
  public List<AutoApproval> all() {
    return state.read(SqliteAutoApprovals::all);
  }

  private static List<AutoApproval> all(Session session) throws SQLException {
    return session.all(SELECT + "ORDER BY number DESC", SqliteAutoApprovals::rule);
  }

  @Override
  public boolean use(String id, Instant now) {
    return state.<Integer>write(session -> {
      boolean isGood =
          session
              .first(SELECT + "WHERE id = ?", SqliteAutoApprovals::rule, id)
              .filter(rule -> rule.isGoodAt(now))
              .isPresent();
      return isGood
          ? session.update("UPDATE auto_approvals SET uses_left = uses_left - 1 WHERE id = ?", id)
          : 0;
    })
        == 1;
  }

  @Override
  public boolean revoke(String id, Instant now) {
    return state.<Integer>write(session ->
        session.update(
            "UPDATE auto_approvals SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
            now.toString(),
            id))
        == 1;
  }

  @Override
  public long forgetBefore(Instant time) {
    return state.<Long>write(session -> {
      long forgotten = 0;
      for (AutoApproval rule : all(session)) {
        if (isOverBefore(rule, time)) {
          forgotten += session.update("DELETE FROM auto_approvals WHERE id = ?", rule.id());
        }
      }
      return forgotten;
    });
  }

  private static boolean isOverBefore(AutoApproval rule, Instant time) {
    return rule.validUntil().isBefore(time)
        || rule.revokedAt().filter(at -> at.isBefore(time)).isPresent();
  }

  private static AutoApproval rule(ResultSet row) throws SQLException {
    return new AutoApproval(
        row.getString("id"),
        new Address(row.getString("builder")),
        ConsentJson.scopes(row.getString("scopes")),
        Optional.ofNullable(row.getString("grant_lifetime")).map(Duration::parse),
        Instant.parse(row.getString("created_at")),
        Instant.parse(row.getString("valid_until")),
        row.getInt("uses_left"),
        Optional.ofNullable(row.getString("revoked_at")).map(Instant::parse));
  }
}
