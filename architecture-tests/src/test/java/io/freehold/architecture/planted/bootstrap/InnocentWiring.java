package io.freehold.architecture.planted.bootstrap;

import io.freehold.architecture.planted.adapters.chain.ChainAdapter;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;

/// Innocent: bootstrap sees entry types, clocks and threads.
final class InnocentWiring {
  String wired() {
    return ChainAdapter.innocent(
        Future.succeededFuture(Instant.now() + UUID.randomUUID().toString()));
  }

  Thread started(Runnable task) {
    return Thread.ofVirtual().start(task);
  }
}
