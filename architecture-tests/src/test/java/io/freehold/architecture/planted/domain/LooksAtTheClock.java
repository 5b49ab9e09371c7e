package io.freehold.architecture.planted.domain;

import java.time.Instant;

/// Asks the clock itself.
final class LooksAtTheClock {
  Instant looks() {
    return Instant.now();
  }
}
