package io.freehold.adapters.persistence.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A write on its way into a shared transaction, and what became of it.
final class PendingWrite<T> {
  private final Work<T> work;
  private @Nullable T result;
  private @Nullable RuntimeException ownFailure;
  private @Nullable RuntimeException sharedFailure;
  private boolean hasRun;

  PendingWrite(Work<T> work) {
    this.work = work;
  }

  /// Does the work in a savepoint, so that its failure undoes nothing but itself. An SQLException
  /// means that the whole transaction is lost.
  void runIn(Session session) throws SQLException {
    session.update("SAVEPOINT work");
    try {
      result = work.in(session);
    } catch (SQLException e) {
      ownFailure = SqlFailure.of(e);
      undo(session, e);
    } catch (RuntimeException e) {
      ownFailure = e;
      undo(session, new SQLException(e));
    }
    session.update("RELEASE work");
    hasRun = true;
  }

  /// SQLite gives up the whole transaction on some errors; the first one then says why.
  private static void undo(Session session, SQLException because) throws SQLException {
    try {
      session.update("ROLLBACK TO work");
    } catch (SQLException e) {
      because.addSuppressed(e);
      throw because;
    }
  }

  void fail(RuntimeException because) {
    sharedFailure = because;
  }

  @SuppressWarnings("NullAway") // The work may well give null, if its T may.
  T result() {
    if (ownFailure != null) {
      throw ownFailure;
    }
    if (sharedFailure != null) {
      throw sharedFailure;
    }
    if (!hasRun) {
      throw new IllegalStateException("the transaction was abandoned");
    }
    return result;
  }
}
