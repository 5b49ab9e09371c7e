package io.freehold.architecture.planted.adapters.http.data;

import io.vertx.core.Future;

/// Waits where nobody may wait.
final class AwaitsOnTheLoop {
  String awaits(Future<String> future) {
    return future.await();
  }
}
