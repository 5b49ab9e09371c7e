package io.freehold.architecture.planted.bootstrap;

import java.util.Optional;

/// Reads a property outside of the settings.
final class ReadsAProperty {
  Optional<String> reads() {
    return Optional.ofNullable(System.getProperty("user.home"));
  }
}
