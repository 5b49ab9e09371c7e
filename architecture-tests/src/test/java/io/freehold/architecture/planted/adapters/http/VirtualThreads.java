package io.freehold.architecture.planted.adapters.http;

import io.vertx.core.Future;

/// Innocent: the bridge.
final class VirtualThreads {
  Thread started(Runnable task) {
    return Thread.startVirtualThread(task);
  }

  String awaited(Future<String> future) {
    return future.await();
  }
}
