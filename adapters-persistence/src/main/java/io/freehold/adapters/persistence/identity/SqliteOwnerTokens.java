package io.freehold.adapters.persistence.identity;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.application.port.OwnerTokens;
import io.freehold.domain.identity.OwnerToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The owner's tokens in `state.db`, as hashes (threat T48). An owner has few, and each request may
/// ask for one, so all are held in memory as well.
public final class SqliteOwnerTokens implements OwnerTokens {
  private static final String ALL =
      "SELECT id, name, hash, created_at, expires_at, revoked_at FROM owner_tokens"
          + " ORDER BY number DESC";

  private final Database state;
  private final Map<String, OwnerToken> byHash = new ConcurrentHashMap<>();

  public SqliteOwnerTokens(Database state) {
    this.state = state;
    all().forEach(token -> byHash.put(token.hash(), token));
  }

  @Override
  public Optional<OwnerToken> find(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  @Override
  public void add(OwnerToken token) {
    var _ =
        state.write(session ->
            session.update(
                "INSERT INTO owner_tokens (id, name, hash, created_at, expires_at, revoked_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                token.id(),
                token.name(),
                token.hash(),
                token.createdAt().toString(),
                token.expiresAt().toString(),
                token.revokedAt().map(Instant::toString)));
    byHash.putIfAbsent(token.hash(), token);
  }

  @Override
  public List<OwnerToken> all() {
    return state.read(session -> session.all(ALL, SqliteOwnerTokens::token));
  }

  @Override
  public boolean revoke(String id, Instant now) {
    boolean isRevoked =
        state.write(session ->
            session.update(
                "UPDATE owner_tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                now.toString(),
                id))
            == 1;
    if (isRevoked) {
      all().stream()
          .filter(token -> token.id().equals(id))
          .forEach(token -> byHash.put(token.hash(), token));
    }
    return isRevoked;
  }

  private static OwnerToken token(ResultSet row) throws SQLException {
    return new OwnerToken(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Instant.parse(row.getString(4)),
        Instant.parse(row.getString(5)),
        Optional.ofNullable(row.getString(6)).map(Instant::parse));
  }
}
