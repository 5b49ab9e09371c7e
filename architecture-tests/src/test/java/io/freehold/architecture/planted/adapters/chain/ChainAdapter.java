package io.freehold.architecture.planted.adapters.chain;

import io.vertx.core.Future;

/// Innocent: an entry type.
public final class ChainAdapter {
  public static String innocent(Future<String> future) {
    return future.await();
  }
}
