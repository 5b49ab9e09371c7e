package io.freehold.adapters.persistence.sync;

import io.freehold.domain.sync.PlaceCounts;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How many rows of a table are of one place.
public record PlaceCount(String place, long rows) {
  public static PlaceCount of(ResultSet row) throws SQLException {
    return new PlaceCount(row.getString(1), row.getLong(2));
  }

  public PlaceCounts asCopies() {
    return new PlaceCounts(rows, 0);
  }

  public PlaceCounts asRemovals() {
    return new PlaceCounts(0, rows);
  }
}
