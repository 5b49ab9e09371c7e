package io.freehold.adapters.persistence.sql;

import java.sql.ResultSet;
import java.sql.SQLException;

/// Makes a value of the row a result set stands on.
public interface Row<T> {
  T of(ResultSet row) throws SQLException;
}
