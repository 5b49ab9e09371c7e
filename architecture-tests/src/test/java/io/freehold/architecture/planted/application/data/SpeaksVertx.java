package io.freehold.architecture.planted.application.data;

import io.vertx.core.Vertx;

/// A use case knows the event loop.
public final class SpeaksVertx {
  public boolean speaks(Vertx vertx) {
    return vertx.isClustered();
  }
}
