package io.freehold.adapters.persistence.sql;

import java.sql.SQLException;

/// Something to do within one transaction.
public interface Work<T> {
  T in(Session session) throws SQLException;
}
