package io.freehold.adapters.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// The open connections of a listener, and since when each of them waits for a request. One that
/// dribbles a head byte by byte is as idle as one that says nothing (threat T30).
final class Connections {
  private static final long BUSY = Long.MIN_VALUE;

  private final int max;
  private final Duration idleMax;
  private final LongSupplier nanoTime;
  private final Map<HttpConnection, Long> idleSince = new HashMap<>();
  private int busy;

  Connections(int max, Duration idleMax, LongSupplier nanoTime) {
    this.max = max;
    this.idleMax = idleMax;
    this.nanoTime = nanoTime;
  }

  /// Counts a new connection, or closes it when there are too many.
  void opened(HttpConnection connection) {
    if (!added(connection)) {
      connection.close();
      return;
    }
    connection.closeHandler(_ -> closed(connection));
  }

  private synchronized boolean added(HttpConnection connection) {
    if (idleSince.size() >= max) {
      return false;
    }
    idleSince.put(connection, nanoTime.getAsLong());
    return true;
  }

  private synchronized void closed(HttpConnection connection) {
    idleSince.remove(connection);
  }

  synchronized void begins(HttpConnection connection) {
    busy++;
    idleSince.replace(connection, BUSY);
  }

  synchronized void ends(HttpConnection connection) {
    busy--;
    idleSince.replace(connection, nanoTime.getAsLong());
    notifyAll();
  }

  /// Closes the connections that have waited for a whole request for too long.
  void closeIdle() {
    idle().forEach(HttpConnection::close);
  }

  private synchronized List<HttpConnection> idle() {
    long now = nanoTime.getAsLong();
    var idle = new ArrayList<HttpConnection>();
    idleSince.forEach((connection, since) -> {
      if (since != BUSY && now - since >= idleMax.toNanos()) {
        idle.add(connection);
      }
    });
    return idle;
  }

  synchronized int open() {
    return idleSince.size();
  }

  /// Waits until no request is worked on; false when that takes too long.
  synchronized boolean awaitQuiet(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (busy > 0) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
