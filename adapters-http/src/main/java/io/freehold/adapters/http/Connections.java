package io.freehold.adapters.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How many connections of a listener are open, and how many requests on them are not answered yet.
/// One subscriber may hold a share of them, so that nobody alone keeps all others out (threat T30).
final class Connections {
  private final int max;
  private final int perSubscriberMax;
  private final Function<String, Optional<String>> subscribers;
  private final Map<String, Integer> bySubscriber = new HashMap<>();
  private int open;
  private int unanswered;

  /// @param percentPerSubscriberMax share of the connections that one subscriber may hold
  /// @param subscribers whose an address is; empty where it may be that of many
  Connections(
      int max, int percentPerSubscriberMax, Function<String, Optional<String>> subscribers) {
    this.max = max;
    this.perSubscriberMax = Math.max(1, (int) ((long) max * percentPerSubscriberMax / 100));
    this.subscribers = subscribers;
  }

  /// Counts a new connection, or closes it when there are too many.
  void opened(HttpConnection connection) {
    Optional<String> subscriber = subscribers.apply(connection.remoteAddress().hostAddress());
    if (mayOpen(subscriber)) {
      connection.closeHandler(_ -> closed(subscriber));
    } else {
      connection.close();
    }
  }

  synchronized boolean mayOpen(Optional<String> subscriber) {
    if (open == max || subscriber.filter(this::hasItsShare).isPresent()) {
      return false;
    }
    open++;
    subscriber.ifPresent(it -> bySubscriber.merge(it, 1, Integer::sum));
    return true;
  }

  private boolean hasItsShare(String subscriber) {
    return bySubscriber.getOrDefault(subscriber, 0) >= perSubscriberMax;
  }

  synchronized void closed(Optional<String> subscriber) {
    open--;
    subscriber.ifPresent(it -> {
      bySubscriber.merge(it, -1, Integer::sum);
      bySubscriber.remove(it, 0);
    });
  }

  /// How many subscribers hold connections.
  synchronized int subscribers() {
    return bySubscriber.size();
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
