package io.freehold.architecture.planted.application.data;

import java.util.concurrent.CompletableFuture;

/// A use case that answers later.
public final class PromisesLater {
  public CompletableFuture<String> act() {
    return CompletableFuture.completedFuture("");
  }
}
