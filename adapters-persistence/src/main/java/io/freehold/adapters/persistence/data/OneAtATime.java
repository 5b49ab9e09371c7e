package io.freehold.adapters.persistence.data;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Lets acts under the same key wait for each other, and others pass.
final class OneAtATime<K> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition isFree = lock.newCondition();
  private final Set<K> busy = new HashSet<>();

  <T> T under(K key, Supplier<T> act) {
    take(key);
    try {
      return act.get();
    } finally {
      free(key);
    }
  }

  private void take(K key) {
    lock.lock();
    try {
      while (!busy.add(key)) {
        isFree.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void free(K key) {
    lock.lock();
    try {
      busy.remove(key);
      isFree.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
