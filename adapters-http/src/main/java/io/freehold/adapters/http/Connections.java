package io.freehold.adapters.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;

/// How many connections of a listener are open, and how many requests on them are not answered yet.
final class Connections {
  private final int max;
  private int open;
  private int unanswered;

  Connections(int max) {
    this.max = max;
  }

  /// Counts a new connection, or closes it when there are too many.
  void opened(HttpConnection connection) {
    if (mayOpen()) {
      connection.closeHandler(_ -> closed());
    } else {
      connection.close();
    }
  }

  private synchronized boolean mayOpen() {
    if (open == max) {
      return false;
    }
    open++;
    return true;
  }

  private synchronized void closed() {
    open--;
  }

  synchronized void begins() {
    unanswered++;
  }

  synchronized void ends() {
    unanswered--;
    notifyAll();
  }

  /// Waits until every request is answered; false when that takes too long.
  synchronized boolean awaitQuiet(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (unanswered > 0) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
