package io.freehold.adapters.persistence.sync;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Session;
import java.sql.SQLException;
import java.util.Optional;

/// The table `sync_position`: where copies are kept, and how far the records were read.
public final class Position {
  private static final String PLACE = "place";
  private static final String CURSOR = "cursor";

  private final Database state;
  private volatile Optional<String> place;

  public Position(Database state) {
    this.state = state;
    this.place = find(PLACE);
  }

  /// The place in use, which every write of a version asks for.
  public Optional<String> place() {
    return place;
  }

  /// Uploads to another place are no longer of interest.
  public void usePlace(String newPlace) {
    var _ =
        state.write(session -> {
          session.update("DELETE FROM noted_uploads");
          return set(session, PLACE, newPlace);
        });
    place = Optional.of(newPlace);
  }

  public Optional<String> cursor() {
    return find(CURSOR);
  }

  public void advance(String cursor) {
    var _ = state.write(session -> set(session, CURSOR, cursor));
  }

  private Optional<String> find(String name) {
    return state.read(session ->
        session.first(
            "SELECT value FROM sync_position WHERE name = ?", row -> row.getString(1), name));
  }

  private static int set(Session session, String name, String value) throws SQLException {
    return session.update(
        "INSERT OR REPLACE INTO sync_position (name, value) VALUES (?, ?)", name, value);
  }
}
