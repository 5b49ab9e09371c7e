package io.freehold.architecture.planted.adapters.http.data;

import io.vertx.core.Future;

/// Waits where nobody may wait, in a roundabout way.
final class WaitsOnTheLoop {
  String waits(Future<String> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
