package io.freehold.architecture.planted.adapters.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Asks the clock by a method reference.
final class LooksAtTheClockLater {
  Supplier<Instant> looks() {
    return Instant::now;
  }

  InstantSource source() {
    return InstantSource.system();
  }
}
