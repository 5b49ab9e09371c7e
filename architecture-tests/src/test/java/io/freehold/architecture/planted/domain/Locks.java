package io.freehold.architecture.planted.domain;

/// A domain type with a lock.
final class Locks {
  synchronized int number() {
    return 1;
  }
}
