package io.freehold.builder.http;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/// Waits for a while. A test's only counts.
@FunctionalInterface
public interface Pause {
  void sleep(Duration time) throws InterruptedException;

  /// Waits, unless somebody interrupts; then nothing more is done.
  default void orCancel(Duration time) {
    try {
      sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    }
  }
}
