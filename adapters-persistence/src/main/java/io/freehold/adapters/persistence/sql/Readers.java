package io.freehold.adapters.persistence.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A bounded number of connections for reading, opened when they are first needed.
final class Readers {
  private final Path file;
  private final int max;
  private final Semaphore permits;
  private final ArrayDeque<Session> idle = new ArrayDeque<>();
  private volatile boolean isClosed;

  Readers(Path file, int max) {
    this.file = file;
    this.max = max;
    this.permits = new Semaphore(max);
  }

  <T> T read(Work<T> work) throws SQLException {
    permits.acquireUninterruptibly();
    try {
      mustBeOpen();
      Session session = take();
      T result;
      try {
        result = inOneState(session, work);
      } catch (SQLException | RuntimeException e) {
        session.close();
        throw e;
      }
      give(session);
      return result;
    } finally {
      permits.release();
    }
  }

  private static <T> T inOneState(Session session, Work<T> work) throws SQLException {
    session.update("BEGIN");
    T result = work.in(session);
    session.update("COMMIT");
    return result;
  }

  private Session take() throws SQLException {
    @Nullable Session session;
    synchronized (idle) {
      session = idle.poll();
    }
    return session != null ? session : Connections.toRead(file);
  }

  private void give(Session session) {
    synchronized (idle) {
      idle.push(session);
    }
  }

  private void mustBeOpen() {
    if (isClosed) {
      throw Database.closed();
    }
  }

  /// Waits for the readers that are busy; later ones are refused.
  void close() throws SQLException {
    permits.acquireUninterruptibly(max);
    try {
      isClosed = true;
      for (Session session : idle) {
        session.close();
      }
      idle.clear();
    } finally {
      permits.release(max);
    }
  }
}
