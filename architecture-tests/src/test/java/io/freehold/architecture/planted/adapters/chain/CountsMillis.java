package io.freehold.architecture.planted.adapters.chain;

/// Asks the clock in the oldest way.
final class CountsMillis {
  long counts() {
    return System.currentTimeMillis();
  }
}
