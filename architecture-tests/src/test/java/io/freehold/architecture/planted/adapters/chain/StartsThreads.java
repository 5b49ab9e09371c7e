package io.freehold.architecture.planted.adapters.chain;

/// Starts threads of its own.
final class StartsThreads {
  Thread starts(Runnable task) {
    return Thread.ofVirtual().start(task);
  }
}
