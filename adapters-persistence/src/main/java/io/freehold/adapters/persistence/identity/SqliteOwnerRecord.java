package io.freehold.adapters.persistence.identity;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.application.port.OwnerRecord;
import io.freehold.domain.Address;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The owner in `state.db`. It is asked for at every request, so it is remembered once it is known;
/// it never changes afterwards.
public final class SqliteOwnerRecord implements OwnerRecord {
  private final Database state;
  private final AtomicReference<Optional<Address>> known;

  public SqliteOwnerRecord(Database state) {
    this.state = state;
    this.known = new AtomicReference<>(read());
  }

  private Optional<Address> read() {
    return state.read(session ->
        session.first("SELECT address FROM owner", row -> new Address(row.getString(1))));
  }

  @Override
  public Optional<Address> find() {
    return known.get();
  }

  @Override
  public boolean claim(Address owner) {
    boolean isClaimed =
        state.write(session ->
            session.update(
                "INSERT INTO owner (only, address) VALUES (1, ?) ON CONFLICT DO NOTHING",
                owner.value()))
            == 1;
    known.set(read());
    return isClaimed;
  }
}
