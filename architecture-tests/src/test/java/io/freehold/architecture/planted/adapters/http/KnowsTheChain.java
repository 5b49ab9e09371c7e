package io.freehold.architecture.planted.adapters.http;

import io.freehold.architecture.planted.adapters.chain.ChainAdapter;
import io.vertx.core.Future;

/// An adapter knows another.
final class KnowsTheChain {
  String knows() {
    return ChainAdapter.innocent(Future.succeededFuture(""));
  }
}
