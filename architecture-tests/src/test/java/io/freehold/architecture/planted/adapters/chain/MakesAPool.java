package io.freehold.architecture.planted.adapters.chain;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Makes a pool of its own.
final class MakesAPool {
  ExecutorService makes() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }
}
