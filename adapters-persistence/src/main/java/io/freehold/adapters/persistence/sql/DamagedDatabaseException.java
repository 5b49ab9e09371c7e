package io.freehold.adapters.persistence.sql;

/// A file that was a database is none any more, or not in all its parts.
public final class DamagedDatabaseException extends RuntimeException {
  DamagedDatabaseException(Throwable cause) {
    super("the database is damaged: " + cause.getMessage(), cause);
  }
}
