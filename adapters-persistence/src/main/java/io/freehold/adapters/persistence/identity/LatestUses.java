package io.freehold.adapters.persistence.identity;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.domain.Address;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Up to which second the requests of each signer were used, in `state.db`. What lies behind the
/// clock is forgotten: a request that was signed before a start is refused for that alone.
public final class LatestUses {
  private final Database state;
  private final Map<Address, Long> ofEarlierRuns;
  private final Map<Address, Long> noted = new ConcurrentHashMap<>();

  private record Use(Address signer, long issuedAt) {}

  public LatestUses(Database state) {
    this.state = state;
    this.ofEarlierRuns =
        state
            .read(session ->
                session.all(
                    "SELECT signer, issued_at FROM latest_uses",
                    row -> new Use(new Address(row.getString(1)), row.getLong(2))))
            .stream()
            .collect(Collectors.toUnmodifiableMap(Use::signer, Use::issuedAt));
  }

  /// Whether it is later than all that were noted before this process began.
  boolean isLaterThanEarlierRuns(Address signer, Instant issuedAt) {
    return issuedAt.getEpochSecond() > ofEarlierRuns.getOrDefault(signer, Long.MIN_VALUE);
  }

  /// On disk when it returns.
  void note(Address signer, Instant issuedAt, Instant now) {
    long second = issuedAt.getEpochSecond();
    if (noted.getOrDefault(signer, Long.MIN_VALUE) < second) {
      var _ =
          state.write(session -> {
            session.update("DELETE FROM latest_uses WHERE issued_at < ?", now.getEpochSecond());
            return session.update(
                "INSERT INTO latest_uses (signer, issued_at) VALUES (?, ?) ON CONFLICT (signer)"
                    + " DO UPDATE SET issued_at = max(issued_at, excluded.issued_at)",
                signer.value(),
                second);
          });
      noted.values().removeIf(latest -> latest < now.getEpochSecond());
      noted.merge(signer, second, Math::max);
    }
  }
}
